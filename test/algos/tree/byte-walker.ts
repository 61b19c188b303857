// The way of a row through tree bytes by the rules of SharedTreeMojoModel.scoreTree0, scoreTree1 and scoreTree: straight over
// the bytes, with nothing of src/ in it. What decoding is compared with.
import type { ByteRules } from './tree-bytes.js';

/** The bits that H2O's scorer filled last; it keeps them from split to split. */
interface BitView {
  readonly at: number;
  readonly first: number;
  readonly count: number;
}

/** The value of the leaf that the row reaches. `domainSizes`: levels per column, 0 for a numeric one. */
export function walkBytes(
  bytes: Uint8Array,
  row: readonly number[],
  domainSizes: readonly number[],
  { format, littleEndian }: ByteRules,
): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  const u8 = () => view.getUint8(at++);
  const u16 = () => view.getUint16((at += 2) - 2, littleEndian);
  const i32 = () => view.getInt32((at += 4) - 4, littleEndian);
  const f32 = () => view.getFloat32((at += 4) - 4, littleEndian);
  const bit = (bits: BitView, level: number) =>
    (view.getUint8(bits.at + ((level - bits.first) >> 3)) & (1 << ((level - bits.first) & 7))) !==
    0;

  let bits: BitView | undefined;
  for (;;) {
    const type = u8();
    const column = u16();
    if (column === 65535) return f32();
    const direction = u8();
    const test = type & 12;
    let threshold = -1;
    if (direction !== 1) {
      if (test === 0) threshold = f32();
      else if (test === 8) {
        bits = { at, first: 0, count: 32 };
        at += 4;
      } else {
        const first = u16();
        const count = format === '1.20' ? i32() : u16() * 8;
        bits = { at, first, count };
        at += Math.ceil(count / 8);
      }
    }

    const x = row[column];
    const level = javaInt(x);
    const inRange = bits !== undefined && level >= bits.first && level - bits.first < bits.count;
    const contains = () => inRange && bits !== undefined && bit(bits, level);
    const asNA =
      Number.isNaN(x) ||
      (format !== '1.00' && test !== 0 && bits !== undefined && !inRange) ||
      (format === '1.20' && domainSizes[column] > 0 && level >= domainSizes[column]);
    const right = asNA
      ? direction !== 2 && direction !== 4
      : direction !== 1 && (test === 0 ? x >= threshold : contains());

    const leftMask = type & 0x33;
    let isLeaf = leftMask === 0x30;
    if (right) {
      if (leftMask === 0) at += view.getUint8(at) + 1;
      else if (leftMask === 1) at += view.getUint16(at, littleEndian) + 2;
      else if (leftMask === 2) {
        at += view.getUint8(at) + view.getUint8(at + 1) * 256 + view.getUint8(at + 2) * 65536 + 3;
      } else if (leftMask === 3) at += view.getInt32(at, littleEndian) + 4;
      else at += 4;
      isLeaf = (type & 0x40) !== 0;
    } else if (leftMask <= 3) at += leftMask + 1;
    if (isLeaf) return f32();
  }
}

/** Java's cast from double to int. */
function javaInt(x: number): number {
  if (Number.isNaN(x)) return 0;
  return Math.trunc(Math.min(2147483647, Math.max(-2147483648, x)));
}
