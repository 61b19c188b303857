import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { enumerated } from '../../src/algos/encoding/encoders.js';
import { adapt } from '../../src/frame/adapt.js';
import { ConversionCounter } from '../../src/frame/conversion-report.js';
import { Frame } from '../../src/frame/frame.js';
import type { InputPlan, InputRules } from '../../src/frame/input-plan.js';
import { RowConverter, type Row } from '../../src/frame/row-converter.js';
import { cellsOf, LENIENT, PLAN, roomFor, STRICT } from './plans.js';

function convert(row: Row, rules: InputRules = STRICT, plan: InputPlan = PLAN) {
  const counter = new ConversionCounter();
  const room = roomFor(plan.width);
  const refused = new RowConverter(plan, rules, counter).convert(row, room);
  return {
    cells: cellsOf(room),
    message: refused?.().message,
    report: counter.report(),
  };
}

describe('RowConverter', () => {
  it('null, undefined and absent are NA; other columns are ignored', () => {
    const { cells, message } = convert({ x: null, colour: undefined, z: { a: 1 } });
    expect(cells).toEqual([NaN, NaN, NaN]);
    expect(message).toBeUndefined();
  });

  it('numbers and texts', () => {
    expect(convert({ x: -0, colour: 'green', y: '1e3' }).cells).toEqual([-0, 1, 1000]);
    expect(convert({ x: NaN, colour: NaN, y: Infinity }).cells).toEqual([NaN, NaN, Infinity]);
  });

  it('nothing of the row before stays', () => {
    const converter = new RowConverter(PLAN, STRICT, new ConversionCounter());
    const room = roomFor(3);
    converter.convert({ x: 1, colour: 'red', y: 2 }, room);
    converter.convert({ y: 5 }, room);
    expect(cellsOf(room)).toEqual([NaN, NaN, 5]);
  });

  it('rows after each other may have their columns in any order, and any others between', () => {
    const converter = new RowConverter(PLAN, LENIENT, new ConversionCounter());
    const room = roomFor(3);
    const value = fc.constantFrom<unknown>(1, '2', 'red', 'green', 'pink', null, NaN);
    const name = fc.constantFrom('x', 'y', 'colour', 'other', 'toString');
    const row = fc
      .array(fc.tuple(name, value), { maxLength: 8 })
      .map((cells) => Object.fromEntries(cells) as Row);
    fc.assert(
      fc.property(row, (values: Row) => {
        const refused = converter.convert(values, room);
        const alone = convert(values, LENIENT);
        expect(refused?.().message).toBe(alone.message);
        expect(cellsOf(room)).toEqual(alone.cells);
      }),
    );
  });

  it("only a row's own values count, of objects of any class", () => {
    class Measured {
      x = 3;
      get y() {
        return this.x + 1;
      }
    }
    expect(convert(new Measured() as unknown as Row).cells).toEqual([3, NaN, NaN]);
    expect(convert(Object.create({ x: 1 }, {}) as Row).cells).toEqual([NaN, NaN, NaN]);
  });

  it('values that a row does not list are values', () => {
    const hidden = Object.defineProperty({ y: 2 }, 'x', { value: 1, enumerable: false }) as Row;
    expect(convert(hidden).cells).toEqual([1, NaN, 2]);
    const wrong = Object.defineProperty({ y: 'a' }, 'x', { value: 'b' }) as Row;
    expect(convert(wrong).message).toMatch(/"x"/);
  });

  it('a level is the same each time, and an unknown one is noted each time', () => {
    const counter = new ConversionCounter();
    const converter = new RowConverter(PLAN, LENIENT, counter);
    const room = roomFor(3);
    for (const colour of ['green', 'pink', 'green', 'pink', 'red']) {
      converter.convert({ colour }, room);
      expect(cellsOf(room)[1]).toBe(colour === 'pink' ? NaN : colour === 'green' ? 1 : 0);
    }
    expect(counter.report().unknownLevels).toMatchObject([{ column: 'colour', count: 2 }]);
  });

  it('tells what it converted, once', () => {
    const { report } = convert({ x: 'a', colour: 'pink', y: 'b' }, LENIENT);
    expect(report.unknownLevels).toEqual([{ column: 'colour', count: 1, examples: ['pink'] }]);
    expect(report.invalidNumbers).toEqual([
      { column: 'x', count: 1, examples: ['a'] },
      { column: 'y', count: 1, examples: ['b'] },
    ]);
  });

  it('a bad value is refused without a row number when there is none', () => {
    expect(convert({ colour: 'pink' }).message).toMatch(/^column "colour": unknown level "pink"/);
  });

  it('columns named as members of objects are ordinary columns', () => {
    const plan: InputPlan = {
      width: 3,
      inputs: [
        { kind: 'number', name: '__proto__', target: 0 },
        enumerated({ name: 'constructor', target: 1, domain: ['hasOwnProperty', '__proto__'] }),
        { kind: 'number', name: 'toString', target: 2 },
      ],
    };
    const row = JSON.parse('{"__proto__": 4, "constructor": "__proto__"}') as Row;
    expect(convert(row, STRICT, plan).cells).toEqual([4, 1, NaN]);
    expect(convert({}, STRICT, plan).cells).toEqual([NaN, NaN, NaN]);
    const columns = Array.from({ length: 3 }, () => new Float64Array(2));
    const frame = Frame.fromRows([row, {}]);
    expect(adapt(frame, plan, STRICT, new ConversionCounter()).fill(columns, 0, 2)).toEqual([]);
    expect(columns.map((column) => [...column])).toEqual([
      [4, NaN],
      [1, NaN],
      [NaN, NaN],
    ]);
  });

  it('a row alone and the same row in a frame give the same cells and the same refusal', () => {
    const value = fc.oneof(
      fc.double(),
      fc.constantFrom('red', 'green', 'pink', '1', 'x', '', null, undefined, true, NaN),
    );
    const row = fc.dictionary(fc.constantFrom('x', 'colour', 'y', 'z'), value);
    const property = fc.property(row, fc.constantFrom(STRICT, LENIENT), (values, rules) => {
      const columns = Array.from({ length: 3 }, () => new Float64Array(1));
      const counter = new ConversionCounter();
      const refused = adapt(Frame.fromRows([values]), PLAN, rules, counter).fill(columns, 0, 1);
      const alone = convert(values, rules);
      expect(alone.message).toBe(refused[0]?.error().message);
      if (refused.length === 0) {
        expect(alone.cells).toEqual(columns.map(([cell]) => cell));
        expect(alone.report.unknownLevels).toEqual(counter.report().unknownLevels);
      }
    });
    fc.assert(property, { numRuns: 500 });
  });
});
