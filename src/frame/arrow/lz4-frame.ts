// LZ4 frames (lz4_Frame_format.md), which Arrow's buffers may be packed in. Blocks may refer to bytes of the blocks before, so
// all of them are unpacked into one array, whose size is known beforehand. Checksums are not looked at.
import { Damage } from '../damage.js';

const MAGIC = 0x184d2204;
const STORED = 0x80000000;

/** Unpacks one frame into exactly `size` bytes. Throws Damage (or RangeError) for anything else. */
export function unpackLz4Frame(bytes: Uint8Array, size: number): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint32(0, true) !== MAGIC) throw new Damage('a buffer is no LZ4 frame');
  const flags = view.getUint8(4);
  const blockChecksumBytes = (flags & 0x10) === 0 ? 0 : 4;
  const contentSizeBytes = (flags & 0x08) === 0 ? 0 : 8;
  const dictionaryIdBytes = (flags & 0x01) === 0 ? 0 : 4;
  let at = 6 + contentSizeBytes + dictionaryIdBytes + 1;

  const output = new Uint8Array(size);
  let length = 0;
  for (;;) {
    const header = view.getUint32(at, true);
    at += 4;
    if (header === 0) break;
    const blockBytes = header & (STORED - 1);
    if (at + blockBytes > bytes.length) throw new Damage('an LZ4 block is cut off');
    const block = bytes.subarray(at, at + blockBytes);
    if (header >= STORED) {
      output.set(block, length);
      length += blockBytes;
    } else length = unpackBlock(block, output, length);
    at += blockBytes + blockChecksumBytes;
  }
  if (length !== size) throw new Damage(`an LZ4 frame has ${length} of ${size} bytes`);
  return output;
}

/** Unpacks a block to `output` from `length` on; answers the new length. */
function unpackBlock(block: Uint8Array, output: Uint8Array, length: number): number {
  let at = 0;
  const lengthOf = (nibble: number): number => {
    let total = nibble;
    for (let byte = nibble === 15 ? 255 : 0; byte === 255;) {
      if (at >= block.length) throw new Damage('an LZ4 block is cut off');
      byte = block[at++];
      total += byte;
    }
    return total;
  };
  while (at < block.length) {
    const token = block[at++];
    const literals = lengthOf(token >> 4);
    if (at + literals > block.length) throw new Damage('an LZ4 block is cut off');
    output.set(block.subarray(at, at + literals), length);
    at += literals;
    length += literals;
    if (at === block.length) break; // the last sequence has literals only
    const distance = block[at] | (block[at + 1] << 8);
    at += 2;
    const matched = lengthOf(token & 15) + 4;
    if (!(distance > 0 && distance <= length) || length + matched > output.length) {
      throw new Damage('an LZ4 block refers to bytes that are not there');
    }
    for (const end = length + matched; length < end; length++) {
      output[length] = output[length - distance];
    }
  }
  return length;
}
