import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Frame } from '../../src/frame/frame.js';
import { slices } from '../../src/frame/slice-frame.js';

describe('Frame', () => {
  const x = { kind: 'number', name: 'x', values: Float64Array.of(1, NaN) } as const;

  it('has named columns of equal length', () => {
    const codes = Int32Array.of(1, -1);
    const frame = new Frame([x, { kind: 'categorical', name: 'c', codes, domain: ['a', 'b'] }]);
    expect(frame.names).toEqual(['x', 'c']);
    expect(frame.rowCount).toBe(2);
    expect(frame.column('x')).toBe(x);
    expect(frame.find('z')).toBeUndefined();
    expect(frame.toRows()).toEqual([
      { x: 1, c: 'b' },
      { x: null, c: null },
    ]);
    expect(frame.row(0)).toEqual({ x: 1, c: 'b' });
  });

  it('refuses other lengths, equal names and names that are not there', () => {
    const short = { kind: 'number', name: 'y', values: Float64Array.of(1) } as const;
    expect(() => new Frame([x, short])).toThrow('expected 2 rows for column y, got number 1');
    expect(() => new Frame([x, x])).toThrow('expected different names for columns, got text "x"');
    expect(() => new Frame([x]).column('y')).toThrow('expected one of x for column, got text "y"');
  });

  it('may have rows without columns, and no rows at all', () => {
    expect(new Frame([], 3).toRows()).toEqual([{}, {}, {}]);
    expect(new Frame([]).rowCount).toBe(0);
    expect(Frame.fromRows([]).names).toEqual([]);
    expect(Frame.fromRows([{}, {}]).rowCount).toBe(2);
  });
});

describe('Frame.fromMatrix', () => {
  it('has the rows as they lie, and columns of them', () => {
    const values = Float64Array.of(1, 2, 3, NaN, 5, 6);
    const frame = Frame.fromMatrix(values, ['a', 'b']);
    expect(frame.rowCount).toBe(3);
    expect(frame.names).toEqual(['a', 'b']);
    expect(frame.matrix).toEqual({ values, width: 2 });
    expect(frame.matrix?.values).toBe(values);
    expect(frame.column('b').values).toEqual(Float64Array.of(2, NaN, 6));
    expect(frame.columns).toBe(frame.columns);
    expect(frame.find('c')).toBeUndefined();
    expect(frame.row(1)).toEqual({ a: 3, b: null });
  });

  it.each([
    [Float32Array.of(0.1, 2), Float32Array],
    [Uint8Array.of(7, 255), Float32Array],
    [Float64Array.of(0.1, 2), Float64Array],
  ])('takes %o', (values, type) => {
    const { columns } = Frame.fromMatrix(values, ['a', 'b']);
    expect(columns.map((column) => column.values?.[0])).toEqual([...values]);
    expect(columns[0].values).toBeInstanceOf(type);
  });

  it('has the columns of its rows', () => {
    fc.assert(
      fc.property(fc.nat(20), fc.nat(150), (width, rows) => {
        const values = Float32Array.from({ length: width * rows }, (_, i) => i);
        const names = Array.from({ length: width }, (_, c) => `C${c}`);
        const { columns } = Frame.fromMatrix(values, names);
        columns.forEach(({ values: column = [] }, c) => {
          expect(Array.from(column)).toEqual(Array.from({ length: rows }, (_, r) => r * width + c));
        });
      }),
    );
  });

  it('refuses equal names, other values and rows that are not whole', () => {
    const values = new Float64Array(6);
    expect(() => Frame.fromMatrix(values, ['a', 'a'])).toThrow('different names');
    expect(() => Frame.fromMatrix(values, ['a', 'b', 'c', 'd'])).toThrow('a multiple of 4 numbers');
    expect(() => Frame.fromMatrix(values, [])).toThrow('a multiple of 0 numbers');
    expect(() => Frame.fromMatrix([1, 2] as never, ['a'])).toThrow('a Float64Array');
    expect(Frame.fromMatrix(new Float64Array(), []).rowCount).toBe(0);
    expect(Frame.fromMatrix(new Float64Array(), ['a']).columns[0].values).toHaveLength(0);
  });

  it('stays one in pieces', () => {
    const values = Float64Array.from({ length: 14 }, (_, i) => i);
    const pieces = [...slices(Frame.fromMatrix(values, ['a', 'b']), 3)];
    expect(pieces.map(({ matrix }) => matrix?.values.length)).toEqual([6, 6, 2]);
    expect(pieces.flatMap((piece) => [...(piece.column('b').values ?? [])])).toEqual([
      1, 3, 5, 7, 9, 11, 13,
    ]);
  });
});

describe('rows of a frame', () => {
  it('keep their invalid numbers and those whose text was NaN', () => {
    const column = {
      kind: 'number',
      name: 'x',
      values: Float64Array.of(1, NaN, NaN, 4, NaN),
      invalid: { rows: [1, 4], texts: ['far', 'near'] },
      nanRows: [2],
    } as const;
    const pieces = [...slices(new Frame([column]), 2)].map((piece) => piece.column('x'));
    expect(pieces).toEqual([
      {
        kind: 'number',
        name: 'x',
        values: Float64Array.of(1, NaN),
        invalid: { rows: [1], texts: ['far'] },
      },
      { kind: 'number', name: 'x', values: Float64Array.of(NaN, 4), nanRows: [0] },
      {
        kind: 'number',
        name: 'x',
        values: Float64Array.of(NaN),
        invalid: { rows: [0], texts: ['near'] },
      },
    ]);
  });
});

describe('Frame.fromRows', () => {
  it('makes number, categorical and mixed columns', () => {
    const frame = Frame.fromRows([
      { n: 1, c: 'b', m: 'a' },
      { n: null, c: 'a', m: 1, late: 'z' },
      { c: 'b', m: true, late: undefined },
    ]);
    expect(frame.columns.map(({ name, kind }) => [name, kind])).toEqual([
      ['n', 'number'],
      ['c', 'categorical'],
      ['m', 'mixed'],
      ['late', 'categorical'],
    ]);
    expect(frame.toRows()).toEqual([
      { n: 1, c: 'b', m: 'a', late: null },
      { n: null, c: 'a', m: 1, late: 'z' },
      { n: null, c: 'b', m: true, late: null },
    ]);
  });

  it('names of object members are ordinary names', () => {
    const text = '{"__proto__": "p", "constructor": 1, "toString": null}';
    const frame = Frame.fromRows([JSON.parse(text) as Record<string, unknown>, {}]);
    expect(frame.names).toEqual(['__proto__', 'constructor', 'toString']);
    expect(Object.entries(frame.row(0))).toEqual([
      ['__proto__', 'p'],
      ['constructor', 1],
      ['toString', null],
    ]);
    expect(frame.toRows()[1].constructor).toBeNull();
    expect(Object.getPrototypeOf(frame.row(0))).toBe(Object.prototype);
  });

  it('gives back the rows that it was made of', () => {
    const cell = fc.oneof(fc.double({ noNaN: true }), fc.string(), fc.boolean(), fc.constant(null));
    const row = fc.record({ a: cell, b: cell, __proto__: cell });
    const property = fc.property(fc.array(row), (rows) => {
      expect(Frame.fromRows(rows).toRows()).toEqual(rows.map((values) => ({ ...values })));
    });
    fc.assert(property);
  });
});
