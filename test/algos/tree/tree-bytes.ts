// Writes tree bytes as H2O's DTree does, in the formats of MOJO 1.00, 1.10 and 1.20, from a description of the tree.
import type { TreeFormat } from '../../../src/algos/tree/decode.js';

export interface LeafSpec {
  readonly kind: 'leaf';
  readonly value: number;
}

/** What a split tests. `nothing` is NAvsREST; its marker are the bits of the type that announce a bitset. */
export type TestSpec =
  | { readonly kind: 'threshold'; readonly threshold: number }
  | { readonly kind: 'inline'; readonly bytes: readonly number[] }
  | {
      readonly kind: 'bitset';
      readonly first: number;
      readonly bits: number;
      readonly bytes: readonly number[];
    }
  | { readonly kind: 'nothing'; readonly marker: 0 | 8 | 12 };

export interface SplitSpec {
  readonly kind: 'split';
  readonly column: number;
  readonly direction: number;
  readonly test: TestSpec;
  /** Least number of bytes for the size of the left subtree: 1 to 4. */
  readonly sizeBytes: number;
  readonly left: TreeSpec;
  readonly right: TreeSpec;
}

export type TreeSpec = LeafSpec | SplitSpec;

export interface ByteRules {
  readonly format: TreeFormat;
  readonly littleEndian: boolean;
}

export const AUX_RECORD_BYTES = 40;

/** Bytes of a tree. No recursion, so that trees may be as deep as one likes. */
export function writeTree(root: TreeSpec, rules: ByteRules): Uint8Array {
  const order = preOrder(root);
  const sizes = new Map<TreeSpec, number>();
  for (const node of [...order].reverse()) sizes.set(node, sizeOf(node, sizes, rules.format));
  const out = new Writer(rules.littleEndian);
  if (root.kind === 'leaf') {
    out.u8(0);
    out.u16(65535);
  }
  for (const node of order) {
    if (node.kind === 'leaf') out.f32(node.value);
    else writeSplit(out, node, sizes, rules.format);
  }
  return out.bytes();
}

/** Nodes before their children, left before right. */
export function preOrder(root: TreeSpec): TreeSpec[] {
  const order: TreeSpec[] = [];
  const pending = [root];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    order.push(node);
    if (node.kind === 'split') pending.push(node.right, node.left);
  }
  return order;
}

/** The auxiliary file: a record per split, which tells the numbers of its children. */
export function writeAux(
  root: TreeSpec,
  idOf: (node: TreeSpec) => number,
  littleEndian: boolean,
): Uint8Array {
  const splits = preOrder(root).filter((node) => node.kind === 'split');
  const out = new Writer(littleEndian);
  for (const split of splits) {
    out.i32(idOf(split));
    for (let i = 0; i < 7; i++) out.i32(0);
    out.i32(idOf(split.left));
    out.i32(idOf(split.right));
  }
  return out.bytes();
}

function writeSplit(
  out: Writer,
  split: SplitSpec,
  sizes: ReadonlyMap<TreeSpec, number>,
  format: TreeFormat,
): void {
  const { left, right, column, direction, test } = split;
  const leftSize = sizes.get(left) ?? 0;
  const sizeBytes = fieldBytes(split, leftSize);
  const leftMask = left.kind === 'leaf' ? 0x30 : sizeBytes - 1;
  out.u8(testMarker(test) | leftMask | (right.kind === 'leaf' ? 0x40 : 0));
  out.u16(column);
  out.u8(direction);
  if (test.kind === 'threshold') out.f32(test.threshold);
  else if (test.kind === 'inline') out.raw(test.bytes);
  else if (test.kind === 'bitset') {
    out.u16(test.first);
    if (format === '1.20') out.i32(test.bits);
    else out.u16(test.bytes.length);
    out.raw(test.bytes);
  }
  if (left.kind === 'leaf') return;
  if (sizeBytes === 1) out.u8(leftSize);
  else if (sizeBytes === 2) out.u16(leftSize);
  else if (sizeBytes === 3) out.u24(leftSize);
  else out.i32(leftSize);
}

function testMarker(test: TestSpec): number {
  switch (test.kind) {
    case 'threshold':
      return 0;
    case 'inline':
      return 8;
    case 'bitset':
      return 12;
    case 'nothing':
      return test.marker;
  }
}

/** Bytes of a node with all below it; those of a leaf as a child. */
function sizeOf(node: TreeSpec, sizes: ReadonlyMap<TreeSpec, number>, format: TreeFormat): number {
  if (node.kind === 'leaf') return 4;
  const leftSize = sizes.get(node.left) ?? 0;
  const rightSize = sizes.get(node.right) ?? 0;
  const field = node.left.kind === 'leaf' ? 0 : fieldBytes(node, leftSize);
  return 4 + testBytes(node.test, format) + field + leftSize + rightSize;
}

function testBytes(test: TestSpec, format: TreeFormat): number {
  if (test.kind === 'nothing') return 0;
  if (test.kind === 'bitset') return (format === '1.20' ? 6 : 4) + test.bytes.length;
  return 4;
}

function fieldBytes({ sizeBytes }: SplitSpec, leftSize: number): number {
  const needed = leftSize < 2 ** 8 ? 1 : leftSize < 2 ** 16 ? 2 : leftSize < 2 ** 24 ? 3 : 4;
  return Math.max(needed, sizeBytes);
}

class Writer {
  #out = new DataView(new ArrayBuffer(1024));
  #length = 0;
  readonly #littleEndian: boolean;

  constructor(littleEndian: boolean) {
    this.#littleEndian = littleEndian;
  }

  u8(value: number): void {
    const at = this.#room(1);
    this.#out.setUint8(at, value);
  }

  u16(value: number): void {
    const at = this.#room(2);
    this.#out.setUint16(at, value, this.#littleEndian);
  }

  /** Low byte first in either byte order (ByteBufferWrapper.get3). */
  u24(value: number): void {
    this.raw([value & 0xff, (value >> 8) & 0xff, (value >> 16) & 0xff]);
  }

  i32(value: number): void {
    const at = this.#room(4);
    this.#out.setInt32(at, value, this.#littleEndian);
  }

  f32(value: number): void {
    const at = this.#room(4);
    this.#out.setFloat32(at, value, this.#littleEndian);
  }

  raw(values: readonly number[]): void {
    for (const value of values) this.u8(value);
  }

  bytes(): Uint8Array {
    return new Uint8Array(this.#out.buffer.slice(0, this.#length));
  }

  /** Where the next `count` bytes go; may move the bytes to a larger buffer. */
  #room(count: number): number {
    const at = this.#length;
    this.#length += count;
    if (this.#length > this.#out.byteLength) {
      const grown = new Uint8Array(this.#length * 2);
      grown.set(new Uint8Array(this.#out.buffer));
      this.#out = new DataView(grown.buffer);
    }
    return at;
  }
}
