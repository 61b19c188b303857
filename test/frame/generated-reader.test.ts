import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import '../../src/frame/generated-reader.js';
import { enumerated } from '../../src/algos/encoding/encoders.js';
import { ConversionCounter } from '../../src/frame/conversion-report.js';
import type { InputPlan } from '../../src/frame/input-plan.js';
import { RowConverter, type Row } from '../../src/frame/row-converter.js';
import { rowReader } from '../../src/frame/row-reader.js';
import { cellsOf, LENIENT, PLAN, roomFor } from './plans.js';

/** A converter that has met rows enough to read them by generated code. */
function warm(plan: InputPlan, row: Row) {
  const converter = new RowConverter(plan, LENIENT, new ConversionCounter());
  const room = roomFor(plan.width);
  for (let i = 0; i < 300; i++) converter.convert(row, room);
  return (values: Row) => {
    const refused = converter.convert(values, room);
    return { cells: cellsOf(room), message: refused?.().message };
  };
}

function cold(plan: InputPlan) {
  return (values: Row) => {
    const room = roomFor(plan.width);
    const refused = new RowConverter(plan, LENIENT, new ConversionCounter()).convert(values, room);
    return { cells: cellsOf(room), message: refused?.().message };
  };
}

describe('generated readers of rows', () => {
  it('give what the loop gives, whatever the values', () => {
    const read = warm(PLAN, { x: 1, colour: 'red', y: 2, other: 'a' });
    const value = fc.constantFrom<unknown>(1, -0, '2', 'red', 'green', 'pink', null, NaN, {}, true);
    const row = fc.record({ x: value, colour: value, y: value, other: value });
    const property = fc.property(row, (values) => {
      expect(read(values)).toEqual(cold(PLAN)(values));
    });
    fc.assert(property, { numRuns: 1000 });
  });

  it('give what the loop gives, whatever the columns', () => {
    const name = fc.constantFrom('x', 'y', 'colour', 'other', 'toString');
    const value = fc.constantFrom<unknown>(1, 'red', null);
    const row = fc.array(fc.tuple(name, value), { maxLength: 6 });
    const property = fc.property(row, (cells) => {
      const values = Object.fromEntries(cells) as Row;
      const read = warm(PLAN, { x: 1, colour: 'red', y: 2 });
      expect(read(values)).toEqual(cold(PLAN)(values));
    });
    fc.assert(property);
  });

  it('are used for as many columns as fit into several functions', () => {
    const inputs = Array.from({ length: 300 }, (_, i) => ({
      ...{ kind: 'number' as const, name: `x${i}`, target: 299 - i },
    }));
    const row = Object.fromEntries(inputs.map(({ name }, i) => [name, i / 3]));
    const wide: InputPlan = { width: 300, inputs };
    expect(warm(wide, row)(row)).toEqual(cold(wide)(row));
    expect(warm(wide, row)({ ...row, x299: 'a' })).toEqual(cold(wide)({ ...row, x299: 'a' }));
  });

  it("read a row's own values, listed or not, and none of prototypes", () => {
    const read = warm(PLAN, { x: 1, colour: 'red', y: 2 });
    const hidden = { colour: 'red', y: 2 };
    Object.defineProperty(hidden, 'x', { value: 1, enumerable: false });
    expect(read(hidden).cells).toEqual([1, 0, 2]);
    const inherited = Object.create({ x: 1, colour: 'red', y: 2 }) as Row;
    expect(read(inherited).cells).toEqual([NaN, NaN, NaN]);
    class Measured {
      x = 1;
      colour = 'green';
      y = 2;
    }
    expect(read(new Measured() as unknown as Row).cells).toEqual([1, 1, 2]);
  });

  it('leave what is no object to whoever refuses it', () => {
    const read = warm(PLAN, { x: 1, colour: 'red', y: 2 });
    for (const row of [null, undefined, 1, 'x', [1], new Map()]) {
      expect(() => read(row as never)).toThrow(/values by column name for row,/);
    }
  });

  it('hold names as text, whatever is in them', () => {
    const names = [
      '__proto__',
      'constructor',
      '"];throw 1;["',
      "'\\`${1}",
      'a\u2028b\u2029\n\0',
      '',
    ];
    const plan: InputPlan = {
      width: names.length + 1,
      inputs: [
        ...names.map((name, target) => ({ kind: 'number' as const, name, target })),
        enumerated({ name: 'toString', target: names.length, domain: ['valueOf', '__proto__'] }),
      ],
    };
    const cells = [...names.map((name, i) => [name, i]), ['toString', '__proto__']];
    const row = Object.fromEntries(cells) as Row; // own properties, __proto__ included
    expect(warm(plan, row)(row).cells).toEqual([0, 1, 2, 3, 4, 5, 1]);
    expect(rowReader([{ name: 'constructor', cell: 0, cells: undefined }])).toBeTypeOf('function');
  });

  it('are left out for columns or names without end', () => {
    const column = (name: string, cell: number) => ({ name, cell, cells: undefined });
    const many = Array.from({ length: 3000 }, (_, i) => column(`x${i}`, i));
    expect(rowReader(many)).toBeUndefined();
    expect(rowReader([column('x'.repeat(100_000), 0)])).toBeUndefined();
  });

  it('are left out where no code may be made', () => {
    const refusing = vi.fn(function refuse() {
      throw new EvalError('Code generation from strings disallowed for this context');
    });
    vi.stubGlobal('Function', refusing);
    const reader = rowReader([{ name: 'x', cell: 0, cells: undefined }]);
    vi.unstubAllGlobals();
    expect(refusing).toHaveBeenCalledOnce();
    expect(reader).toBeUndefined();
  });
});
