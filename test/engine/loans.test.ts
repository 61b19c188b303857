// Rows that one thread's kernels lend to another's. On one thread: nobody reads while anybody closes.
import { describe, expect, it } from 'vitest';
import { checked } from '../../src/engine/checked.js';
import { LentColumns, LoanClosedError } from '../../src/engine/lent-columns.js';
import { createNativeKernels } from '../../src/engine/native/kernels.js';
import { NATIVE_ADDON } from '../support/backends.js';
import { randomSource } from './random.js';
import { randomTable } from './random-table.js';

const ROWS = 700;
const WIDTH = 5;

describe.skipIf(NATIVE_ADDON === undefined)('a loan', () => {
  const lender = () => checked(createNativeKernels(NATIVE_ADDON!));
  const random = randomSource(7);
  const columns = Array.from({ length: WIDTH }, () =>
    Float64Array.from({ length: ROWS }, () => random() * 4 - 2),
  );

  it('is read while it is open, and at no other time', () => {
    const loan = lender().loans!.make();
    const reader = lender();
    const block = reader.block(WIDTH, 100);
    const fill = (at = 300, rows = 100) => reader.loans!.fill(loan.number, at, rows, block);
    expect(fill()).toBe(false);
    for (let turn = 0; turn < 2; turn++) {
      loan.open(columns);
      expect(fill()).toBe(true);
      columns.forEach((column, c) => {
        expect(block.columns[c]).toEqual(column.subarray(300, 400));
      });
      loan.close();
      expect(fill()).toBe(false);
    }
    loan.open(columns);
    loan.dispose();
    expect(fill()).toBe(false);
  });

  it('has a number of its own', () => {
    const { loans } = lender();
    const [one, other] = [loans!.make(), loans!.make()];
    expect(one.number).not.toBe(other.number);
    one.dispose();
    other.open(columns);
    expect(loans!.fill(one.number, 0, 1, lender().block(WIDTH, 8))).toBe(false);
    other.dispose();
  });

  it('refuses rows and columns that are not there, or have no room', () => {
    const kernels = lender();
    const loan = kernels.loans!.make();
    loan.open(columns);
    const fill = (at: number, rows: number, width = WIDTH) =>
      kernels.loans!.fill(loan.number, at, rows, kernels.block(width, 800));
    expect(() => fill(ROWS - 10, 11)).toThrow('11 rows from 690 on');
    expect(() => fill(ROWS + 1, 0)).toThrow('0 rows from 701 on');
    expect(() => fill(0, 801)).toThrow('rows');
    expect(() => fill(-1, 1)).toThrow('first row');
    expect(() => fill(0, 10, WIDTH - 1)).toThrow('5 columns of 10 rows');
    const addon = NATIVE_ADDON!;
    const into = (out: Float64Array) => () => addon.fillFromLoan(loan.number, 9, 10, out, 10);
    expect(into(new Float64Array(10 * WIDTH))).not.toThrow();
    expect(into(columns[1])).toThrow('memory that it reads');
    expect(() =>
      addon.fillFromLoan(loan.number, 2 ** 32, 10, new Float64Array(10 * WIDTH), 10),
    ).toThrow('rows from 4294967296 on');
    loan.open([...columns.slice(1), new Float64Array(5)]);
    expect(() => fill(0, 6)).toThrow('6 rows from 0 on');
    loan.dispose();
  });

  it('gives a forest the rows where they lie, and code of JavaScript a copy', () => {
    const kernels = lender();
    const table = randomTable(
      {
        groupCount: 20,
        treesPerGroup: 2,
        columnCount: WIDTH,
        maxDepth: 5,
        leafShare: 0.1,
        categoricalShare: 0,
        absentShare: 0,
      },
      randomSource(3),
    );
    const forest = kernels.forest(table);
    const [input, expected, out] = [
      kernels.block(WIDTH, ROWS),
      kernels.block(2, ROWS),
      kernels.block(2, ROWS),
    ];
    const [at, rows] = [90, 530];
    columns.forEach((column, c) => input.columns[c].set(column.subarray(at, at + rows)));
    forest.sums(input, rows, 0, 20, expected, 0);
    const loan = kernels.loans!.make();
    const copyTo = kernels.block(WIDTH, ROWS);
    const lent = new LentColumns(kernels.loans!, loan.number, at, rows, copyTo);
    const sums = () => forest.sums(lent, rows, 0, 20, out, 0);
    expect(sums).toThrow(LoanClosedError);
    expect(() => lent.columns).toThrow(LoanClosedError);
    loan.open(columns);
    sums();
    expect(out.columns).toEqual(expected.columns);
    expect(lent.columns[3].subarray(0, rows)).toEqual(columns[3].subarray(at, at + rows));
    loan.close();
    expect(lent.columns).toBe(copyTo.columns);
    expect(sums).toThrow(LoanClosedError);
    expect(() => forest.sums(lent, rows + 1, 0, 20, out, 0)).toThrow('rows');
  });
});
