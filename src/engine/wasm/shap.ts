// TreeSHAP in the kernels' memory.
import {
  ALIGNMENT,
  ELEMENT_BYTES,
  LANES,
  MIXED_SLOT_BYTES,
  NUMERIC_SLOT_BYTES,
  PATTERN_BYTES,
  PATTERN_LEVELS,
  SHAP_BYTES,
  SHAP_DEPTH,
  SHAP_MEAN,
  SHAP_STACK_BYTES,
} from '../../../assembly/layout.js';
import { CATEGORICAL } from '../forest-table.js';
import { createShap as createTableShap } from '../js/shap.js';
import type { ShapKernel, ShapSpec } from '../kernels.js';
import { treeMeans } from '../tree-weights.js';
import type { Arena } from './arena.js';
import type { KernelExports } from './kernel-bytes.js';
import { levelBitsBound } from './level-bits.js';
import { loadShapTrees, stateBytes } from './shap-layout.js';
import { asWasmBlock } from './storage.js';
import { countWays, type WayCounts } from './way-counts.js';

/** Trees that need more memory than this are walked in the table. */
const MAX_LEVEL_BITS_BYTES = 2 ** 26;
const MAX_SCRATCH_BYTES = 2 ** 26;
/** The kernels are recursive. */
const MAX_DEPTH = 200;
/** Contributions of all patterns of a tree: more of them would not stay in the cache. */
const MAX_PATTERN_BYTES = 2 ** 22;
/** Contributions of the patterns of all trees, kept from call to call. */
const MAX_KEPT_BYTES = 2 ** 26;
/** Rows that are converted at once: the more, the longer a tree's contributions stay in the cache. */
const CHUNK_BYTES = 2 ** 18;
const MAX_CHUNK_ROWS = 1024;

/** Contributions in memory, with the features that they belong to behind them. */
interface Contributions {
  readonly address: number;
  readonly lanes: number;
  readonly laneBytes: number;
}

/** Loads the trees; the table is not needed afterwards, unless it is walked itself. Throws LimitError for a tree that is too deep. */
export function createShap(spec: ShapSpec, arena: Arena, kernels: KernelExports): ShapKernel {
  const { table, features, width } = spec;
  if (levelBitsBound(table) > MAX_LEVEL_BITS_BYTES) return createTableShap(spec);
  const trees = table.treeStart.length - 1;
  const counts = Array.from({ length: trees }, (_, tree) => countWays(table, features, tree));
  if (counts.some(({ depth }) => depth > MAX_DEPTH)) return createTableShap(spec);
  const work = counts.map((ways) => ({
    state: Math.max(
      statesBytes(ways, LANES),
      isFewPatterns(ways) ? statesBytes(ways, patternLanes(ways)) : 0,
    ),
    scratch: rowsBytes(ways),
  }));
  const stateNeed = work.reduce((most, { state }) => Math.max(most, state), 0);
  const scratchNeed = work.reduce((most, { scratch }) => Math.max(most, scratch), 0);
  if (stateNeed + scratchNeed > MAX_SCRATCH_BYTES) return createTableShap(spec);

  const slotBytes = table.flags.some((flags) => (flags & CATEGORICAL) !== 0)
    ? MIXED_SLOT_BYTES
    : NUMERIC_SLOT_BYTES;
  const { slots, roots } = loadShapTrees(spec, counts, slotBytes, arena);
  const means = treeMeans(table);
  const groupBytes = slots.count * slotBytes;
  const rowBytes = groupBytes / LANES + width * 4;
  const chunkGroups = Math.max(
    1,
    Math.floor(Math.min(MAX_CHUNK_ROWS, CHUNK_BYTES / rowBytes) / LANES),
  );
  const chunkRows = chunkGroups * LANES;
  const tile = arena.allocate(chunkGroups * groupBytes);
  const forest = arena.placeRecord(
    tile,
    0,
    0,
    arena.place(slots.records()),
    slots.count,
    slotBytes,
    0,
    0,
    0,
  );
  const sumBytes = width * 4;
  const chunkSums = arena.allocate(chunkRows * sumBytes);
  const states = arena.allocate(stateNeed);
  const shares = arena.allocate(MAX_DEPTH * 4);
  const stack = arena.allocate((MAX_DEPTH + 1) * SHAP_STACK_BYTES);
  const record = arena.allocate(SHAP_BYTES);
  const scratch = arena.allocate(scratchNeed);
  /** Contributions of patterns that are made. */
  const kept = new Map<number, Contributions>();
  let keptBytes = 0;
  let patternScratch: number | undefined;
  let rowsSeen = 0;

  /** Where the contributions of a tree's patterns are, or go; undefined where rows are not enough to make them. */
  function patternsOf(tree: number, rows: number): Contributions | undefined {
    const ways = counts[tree];
    const known = kept.get(tree);
    if (known || !isFewPatterns(ways)) return known;
    const lanes = patternLanes(ways);
    const laneBytes = oddLines(ways.leaves * PATTERN_BYTES);
    const bytes = patternBytes(ways);
    const fits = keptBytes + bytes <= MAX_KEPT_BYTES;
    if ((fits ? rowsSeen : rows) < lanes) return undefined;
    let made: Contributions;
    if (fits) {
      made = { address: arena.allocate(bytes), lanes, laneBytes };
      keptBytes += bytes;
      kept.set(tree, made);
    } else {
      patternScratch ??= arena.allocate(MAX_PATTERN_BYTES);
      made = { address: patternScratch, lanes, laneBytes };
    }
    writeRecord(tree, made);
    kernels.shapPatterns(record);
    return made;
  }

  function writeRecord(tree: number, { address, lanes, laneBytes }: Contributions): void {
    const state = stateBytes(counts[tree].most, lanes, ELEMENT_BYTES);
    const fields = new DataView(arena.buffer, record, SHAP_BYTES);
    [
      roots[tree],
      shares,
      states,
      state.level,
      state.parts,
      lanes,
      address,
      laneBytes,
      address + lanes * laneBytes,
      stack,
    ].forEach((field, i) => {
      fields.setUint32(i * 4, field, true);
    });
    fields.setFloat32(SHAP_MEAN, means[tree], true);
    fields.setUint32(SHAP_DEPTH, counts[tree].depth, true);
  }

  return {
    add(input, first, rows, from, to, sums) {
      rowsSeen += rows;
      for (let start = 0; start < rows; start += chunkRows) {
        const count = Math.min(chunkRows, rows - start);
        kernels.forestConvert(forest, asWasmBlock(input).address, first + start, count);
        const chunk = sums.subarray(start * width, (start + count) * width);
        new Float32Array(arena.buffer, chunkSums, chunk.length).set(chunk);
        for (let tree = from; tree < to; tree++) {
          if (table.treeStart[tree] === table.treeStart[tree + 1]) continue;
          const patterns = patternsOf(tree, count);
          const laneBytes = oddLines(counts[tree].cells * 4);
          writeRecord(tree, patterns ?? { address: scratch, lanes: LANES, laneBytes });
          if (patterns) {
            kernels.shapPatternRows(record, tile, groupBytes, count, chunkSums, sumBytes);
          } else {
            kernels.shapRows(record, tile, groupBytes, count, chunkSums, sumBytes);
          }
        }
        chunk.set(new Float32Array(arena.buffer, chunkSums, chunk.length));
      }
    },
  };
}

/** A multiple of four: the kernels make four at once. */
function patternLanes({ depth }: WayCounts): number {
  return Math.max(4, 2 ** depth);
}

function isFewPatterns(ways: WayCounts): boolean {
  return ways.depth <= PATTERN_LEVELS && patternBytes(ways) <= MAX_PATTERN_BYTES;
}

/** Contributions of all patterns, and the features behind them. */
function patternBytes(ways: WayCounts): number {
  return (patternLanes(ways) + 1) * oddLines(ways.leaves * PATTERN_BYTES);
}

/** Contributions of a group of rows, and the features behind them. */
function rowsBytes({ cells }: WayCounts): number {
  return (LANES + 1) * oddLines(cells * 4);
}

/** An odd multiple of ALIGNMENT, so that the lanes of a leaf fall into different sets of the cache. */
function oddLines(bytes: number): number {
  return (Math.ceil(bytes / ALIGNMENT) | 1) * ALIGNMENT;
}

function statesBytes({ depth, most }: WayCounts, lanes: number): number {
  return (depth + 1) * stateBytes(most, lanes, ELEMENT_BYTES).level;
}
