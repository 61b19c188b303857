// Reads forests back from the kernels' memory (pictures in assembly/layout.ts).
import { expect } from 'vitest';
import {
  FOREST_SLOT_BYTES,
  FOREST_SLOTS,
  FOREST_TREES,
  NARROW_BYTES,
  NARROW_LEFT,
  NODE_SLOT,
  NODE_THRESHOLD,
  ROOT,
  SLOT_COLUMN,
  SLOT_READING,
  SLOT_RECORD_BYTES,
  TREE_ABSENT,
  TREE_AHEAD,
  TREE_BYTES,
  TREE_KIND,
  TREE_NODES,
  TREE_STEPS,
  TREE_WIDE,
  WIDE_BITS,
  WIDE_BYTES,
  WIDE_LEFT,
} from '../../../assembly/layout.js';

export interface KernelTree {
  readonly kind: number;
  readonly steps: number;
  readonly ahead: number;
  /** Number, threshold or value, column and reading, left child of each that can be reached. As text, which is compared faster. */
  readonly nodes: readonly string[];
}

/** The trees of a forest without splits by levels; undefined is an absent one. */
export function kernelTrees(
  buffer: ArrayBuffer,
  address: number,
  count: number,
): (KernelTree | undefined)[] {
  const view = new DataView(buffer);
  const u32 = (at: number) => view.getUint32(at, true);
  const slots = u32(address + FOREST_SLOTS);
  const slotBytes = u32(address + FOREST_SLOT_BYTES);
  return Array.from({ length: count }, (_, i) => {
    const tree = u32(address + FOREST_TREES) + i * TREE_BYTES;
    if (u32(tree + TREE_KIND) === TREE_ABSENT) return undefined;
    const nodesPtr = u32(tree + TREE_NODES);
    const wide = (u32(tree + TREE_KIND) & TREE_WIDE) !== 0;
    const link = (at: number) => (wide ? u32(at) : view.getUint16(at, true));
    const nodes: string[] = [];
    const queue = [ROOT];
    for (const node of queue) {
      const at = nodesPtr + node * (wide ? WIDE_BYTES : NARROW_BYTES);
      const slot = link(at + NODE_SLOT) / slotBytes;
      const record = slots + slot * SLOT_RECORD_BYTES;
      const left = link(at + (wide ? WIDE_LEFT : NARROW_LEFT));
      const threshold = view.getFloat32(at + NODE_THRESHOLD, true);
      const value = Object.is(threshold, -0) ? '-0' : threshold;
      const [column, reading] = [u32(record + SLOT_COLUMN), u32(record + SLOT_READING)];
      nodes.push(`${node}: ${value} of ${column} read as ${reading}, then ${left}`);
      if (wide) expect(view.getUint8(u32(at + WIDE_BITS))).toBe(0);
      if (left !== node) queue.push(left, left + 1);
    }
    return {
      kind: u32(tree + TREE_KIND),
      steps: u32(tree + TREE_STEPS),
      ahead: u32(tree + TREE_AHEAD),
      nodes,
    };
  });
}
