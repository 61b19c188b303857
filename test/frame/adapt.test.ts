import { describe, expect, it } from 'vitest';
import { WasmojoError } from '../../src/errors.js';
import { adapt } from '../../src/frame/adapt.js';
import { ConversionCounter } from '../../src/frame/conversion-report.js';
import { Frame } from '../../src/frame/frame.js';
import { RowConverter, type Row } from '../../src/frame/row-converter.js';
import { LENIENT, PLAN, STRICT, roomFor } from './plans.js';

/** The cells of all rows, the refused rows and the report. */
function run(frame: Frame, rules = STRICT, from = 0, to = frame.rowCount) {
  const counter = new ConversionCounter();
  const columns = Array.from({ length: PLAN.width }, () => new Float64Array(to - from).fill(77));
  const refused = adapt(frame, PLAN, rules, counter).fill(columns, from, to);
  return {
    cells: Array.from({ length: to - from }, (_, r) => columns.map((column) => column[r])),
    refused: refused.map(({ row, error }) => ({ row, message: error(row).message })),
    report: counter.report(),
  };
}

describe('columns', () => {
  it('are found by name, whatever their order', () => {
    const rows = [
      { y: 3, colour: 'green', x: 1 },
      { y: -3, colour: 'red', x: -1 },
    ];
    expect(run(Frame.fromRows(rows)).cells).toEqual([
      [1, 1, 3],
      [-1, 0, -3],
    ]);
  });

  it('that are absent are NA and reported; others are left out and reported', () => {
    const { cells, report, refused } = run(Frame.fromRows([{ x: 1, z: 5, X: 6 }]));
    expect(cells).toEqual([[1, NaN, NaN]]);
    expect(refused).toEqual([]);
    expect(report).toEqual({
      missingColumns: ['colour', 'y'],
      unusedColumns: ['z', 'X'],
      unknownLevels: [],
      invalidNumbers: [],
    });
  });

  it('a part of the rows', () => {
    const rows = [1, 2, 3, 4].map((x) => ({ x, colour: x % 2 ? 'red' : 'green' }));
    expect(run(Frame.fromRows(rows), STRICT, 1, 3).cells).toEqual([
      [2, 1, NaN],
      [3, 0, NaN],
    ]);
  });

  it('of floats are as good as of doubles', () => {
    const values = Float32Array.of(0.1, NaN);
    const frame = new Frame([{ kind: 'number', name: 'x', values }]);
    expect(run(frame).cells.map(([x]) => x)).toEqual([Math.fround(0.1), NaN]);
  });
});

describe('unknown levels', () => {
  const levels = ['pink', 'red', 'pink', 'teal', 'a', 'b', 'c', 'd'];
  const frame = Frame.fromRows(levels.map((colour) => ({ colour })));

  it('become NA and are counted, with the first few of them', () => {
    const { cells, report } = run(frame, LENIENT);
    expect(cells.map(([, level]) => level)).toEqual([NaN, 0, NaN, NaN, NaN, NaN, NaN, NaN]);
    expect(report.unknownLevels).toEqual([
      { column: 'colour', count: 7, examples: ['pink', 'teal', 'a', 'b', 'c'] },
    ]);
  });

  it('or their rows are refused', () => {
    const { refused } = run(frame, STRICT, 1, 4);
    expect(refused.map(({ row }) => row)).toEqual([2, 3]);
    expect(refused[0].message).toContain('row 2, column "colour": unknown level "pink"');
  });

  it('the empty text and blanks are levels like any other', () => {
    const { refused } = run(Frame.fromRows([{ colour: '' }, { colour: 'red ' }]));
    expect(refused.map(({ row }) => row)).toEqual([0, 1]);
  });
});

describe('numbers as text', () => {
  const frame = Frame.fromRows([
    { x: '1.5', y: ' 2d ' },
    { x: '0x1p3', y: 'NaN' },
    { x: 'one', y: '-Infinity' },
    { x: null, y: '' },
  ]);

  it('are parsed as Java does', () => {
    const { cells, report } = run(frame, LENIENT);
    expect(cells.map(([x, , y]) => [x, y])).toEqual([
      [1.5, 2],
      [8, NaN],
      [NaN, -Infinity],
      [NaN, NaN],
    ]);
    expect(report.invalidNumbers).toEqual([
      { column: 'x', count: 1, examples: ['one'] },
      { column: 'y', count: 1, examples: [''] },
    ]);
  });

  it('or refused, the text trimmed in the message', () => {
    const { refused } = run(Frame.fromRows([{ x: ' one ' }]));
    expect(refused).toHaveLength(1);
    expect(refused[0].message).toContain('row 0, column "x": "one" is not a number');
  });

  it('that a reader could not parse are remembered with the column', () => {
    const values = Float64Array.of(1, NaN, NaN);
    const invalid = { rows: [1], texts: ['one'] };
    const column = new Frame([{ kind: 'number', name: 'x', values, invalid }]);
    expect(run(column).refused.map(({ row }) => row)).toEqual([1]);
    expect(run(column, LENIENT).report.invalidNumbers).toEqual([
      { column: 'x', count: 1, examples: ['one'] },
    ]);
    expect(run(column, STRICT, 2, 3).refused).toEqual([]);
  });
});

describe('values of the wrong type', () => {
  it('a number for a categorical column is refused whatever the rules, NaN is NA', () => {
    const { cells, refused } = run(Frame.fromRows([{ colour: 1 }, { colour: NaN }]), LENIENT);
    expect(refused).toEqual([
      {
        row: 0,
        message:
          'row 0, column "colour": expected text (a level of the categorical column), got number 1',
      },
    ]);
    expect(cells[1]).toEqual([NaN, NaN, NaN]);
  });

  it('booleans, objects and arrays are refused', () => {
    const rows = [{ x: true }, { x: { a: 1 } }, { x: [1, 2] }, { x: 5 }, { colour: false }];
    expect(run(Frame.fromRows(rows), LENIENT).refused.map(({ message }) => message)).toEqual([
      'row 0, column "x": expected a number or text that is a number, got boolean true',
      'row 1, column "x": expected a number or text that is a number, got Object',
      'row 2, column "x": expected a number or text that is a number, got an array of 2',
      'row 4, column "colour": expected text (a level of the categorical column), got boolean false',
    ]);
  });

  it('text and numbers mixed in one column are each judged alone', () => {
    const rows = [
      { x: 1, colour: 'red' },
      { x: '2', colour: 7 },
      { x: null, colour: null },
      { x: 'no', colour: NaN },
    ];
    const { cells, refused } = run(Frame.fromRows(rows));
    expect(cells.slice(0, 3)).toEqual([
      [1, 0, NaN],
      [2, NaN, NaN],
      [NaN, NaN, NaN],
    ]);
    expect(refused.map(({ row }) => row)).toEqual([1, 3]);
  });
});

describe('a row with several bad values', () => {
  // Buckets of a java.util.HashMap of 16: y 9, x 8, and colour 2.
  const bad = { y: 'b', x: 'a', colour: 'pink' };

  it('is refused for the one that a java.util.HashMap of the row gives first', () => {
    const frame = Frame.fromRows([bad, { y: 'b', x: 'a', colour: 'red' }, { y: 'b', x: 1 }]);
    const columns = run(frame).refused.map(({ message }) => /column "(\w+)"/.exec(message)?.[1]);
    expect(columns).toEqual(['colour', 'x', 'y']);
  });

  it('likewise in a row of its own', () => {
    const converter = new RowConverter(PLAN, STRICT, new ConversionCounter());
    const room = roomFor(3);
    const columnOf = (row: Row) => /column "(\w+)"/.exec(converter.convert(row, room)!().message);
    expect(columnOf(bad)?.[1]).toBe('colour');
    expect(columnOf({ y: 'b', x: 'a' })?.[1]).toBe('x');
    expect(columnOf({ x: 'a', y: 'b', colour: 5 })?.[1]).toBe('colour');
  });

  it('each error knows its row and is a WasmojoError', () => {
    const [refused] = adapt(Frame.fromRows([bad]), PLAN, STRICT, new ConversionCounter()).fill(
      Array.from({ length: 3 }, () => new Float64Array(1)),
      0,
      1,
    );
    const error = refused.error(41);
    expect(error).toBeInstanceOf(WasmojoError);
    expect(error.facts()).toEqual({ column: 'colour', level: 'pink', row: 41 });
  });
});
