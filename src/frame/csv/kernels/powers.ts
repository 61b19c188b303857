import { MAX_POWER } from '../../../../assembly/csv/layout.js';

const WORD = 64n;

/** Writes the table of powers of five (assembly/csv/layout.ts): two words a power, the high one first. */
export function writePowers(table: BigUint64Array): void {
  let five = 1n;
  for (let power = 0; power <= MAX_POWER; power++, five *= 5n) {
    const bits = BigInt(five.toString(2).length);
    place(table, power, bits <= 128n ? five << (128n - bits) : five >> (bits - 128n));
    // 2^(bits + 127) / five has its top bit in place 127, as five is no power of two.
    if (power > 0) place(table, -power, (1n << (bits + 127n)) / five + 1n);
  }
}

function place(table: BigUint64Array, power: number, first: bigint): void {
  const at = 2 * (MAX_POWER + power);
  table[at] = first >> WORD;
  table[at + 1] = BigInt.asUintN(64, first);
}
