// Turns a forest table into the nodes that the kernels of TreeSHAP walk (pictures in assembly/layout.ts).
import {
  ALIGNMENT,
  LEVEL,
  SHAP_BITS,
  SHAP_COUNT,
  SHAP_FEATURE,
  SHAP_HOT_BIT,
  SHAP_LEAF,
  SHAP_LEFT,
  SHAP_NODE_BYTES,
  SHAP_PLACE,
  SHAP_SHARE,
  SHAP_SLOT,
  SHAP_THRESHOLD,
  SHAP_VALUE,
} from '../../../assembly/layout.js';
import type { ShapSpec } from '../kernels.js';
import { shareOfWeight } from '../tree-weights.js';
import type { Arena } from './arena.js';
import { kernelThreshold } from './forest-layout.js';
import { LevelBits } from './level-bits.js';
import { isLeaf, readingOf, Slots } from './slots.js';
import type { WayCounts } from './way-counts.js';

/** Trees that the kernels can walk. */
export interface ShapTrees {
  readonly slots: Slots;
  /** Address of the root of each tree. */
  readonly roots: readonly number[];
}

/** Copies the trees into the arena. Cost: linear in nodes, and in levels per categorical split. */
export function loadShapTrees(
  { table, features }: ShapSpec,
  counts: readonly WayCounts[],
  slotBytes: number,
  arena: Arena,
): ShapTrees {
  const { treeStart } = table;
  const slots = new Slots(table);
  const bits = new LevelBits(table, slots);
  const testsLevel = (node: number) => !isLeaf(table, node) && readingOf(table, node) === LEVEL;
  const nodes = table.column.length;
  for (let node = 0; node < nodes; node++) if (testsLevel(node)) bits.offsetOf(node);
  const bitsStart = bits.place(arena);
  const roots = counts.map((ways, tree) => {
    const first = treeStart[tree];
    const count = treeStart[tree + 1] - first;
    const root = arena.allocate(count * SHAP_NODE_BYTES);
    const out = new DataView(arena.buffer, root, count * SHAP_NODE_BYTES);
    for (let i = 0; i < count; i++) {
      const node = first + i;
      const at = i * SHAP_NODE_BYTES;
      if (isLeaf(table, node)) {
        out.setFloat32(at + SHAP_VALUE, table.threshold[node], true);
        out.setUint32(at + SHAP_PLACE, ways.place[i], true);
        out.setUint32(at + SHAP_COUNT, ways.count[i], true);
        out.setUint32(at + SHAP_LEAF, ways.leaf[i], true);
        continue;
      }
      const left = table.left[node];
      out.setFloat32(at + SHAP_THRESHOLD, kernelThreshold(table, node), true);
      out.setUint32(at + SHAP_SLOT, slots.ofNode(node) * slotBytes, true);
      out.setUint32(at + SHAP_BITS, testsLevel(node) ? bitsStart + bits.offsetOf(node) : 0, true);
      out.setUint32(at + SHAP_LEFT, root + left * SHAP_NODE_BYTES, true);
      out.setUint32(at + SHAP_FEATURE, features[node], true);
      // Trees of more levels than there are bits are not made by patterns.
      out.setUint32(at + SHAP_HOT_BIT, 2 ** (ways.depth - 1 - ways.level[i]), true);
      for (const child of [left, left + 1]) {
        const share = shareOfWeight(table.weight, node, first + child);
        out.setFloat32(child * SHAP_NODE_BYTES + SHAP_SHARE, share, true);
      }
    }
    return root;
  });
  return { slots, roots };
}

/** Bytes of the levels' states: elements, ones and parts. */
export interface StateBytes {
  readonly parts: number;
  readonly level: number;
}

/** `most`: features of a way at most. */
export function stateBytes(most: number, lanes: number, elementBytes: number): StateBytes {
  const aligned = (bytes: number) => Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;
  const parts = aligned((most + 2) * elementBytes + lanes * 4);
  return { parts, level: aligned(parts + (most + 2) * lanes * 4) };
}
