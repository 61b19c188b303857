// Single bits of planes: row 16 i + b is bit i of byte b, so that the rows of a bit are sixteen neighbours.
import { PLANE_BYTES } from './layout';

const BYTE_MASK = PLANE_BYTES - 1;
const BIT_SHIFT = 4;

@inline
export function byteOf(row: u32): u32 {
  return row & BYTE_MASK;
}

@inline
export function bitOf(row: u32): u32 {
  return 1 << (row >> BIT_SHIFT);
}

/** Flips a bit of plane `number`; `byte` is the address of its byte in plane 0. */
@inline
export function flip(byte: usize, number: u32, bit: u32): void {
  const at = byte + number * PLANE_BYTES;
  store<u8>(at, load<u8>(at) ^ <u8>bit);
}
