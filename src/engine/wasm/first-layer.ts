// First layers over lists of the units that are not zero: weights in the order in which the kernel reads them.
import {
  FIRST_ENDS_BYTES,
  FIRST_LANES,
  FIRST_PARTS,
  ITEM_BYTES,
} from '../../../assembly/layout.js';
import type { Block, DenseSpec, FirstLayerKernel, UnitSpec } from '../kernels.js';
import { listsInputs } from '../listed-inputs.js';
import type { Arena } from './arena.js';
import type { KernelExports } from './kernel-bytes.js';
import { asWasmBlock, asWasmMatrix } from './storage.js';
import { placeUnits, plainScale } from './unit-records.js';

const EIGHT = 8;
const BEHIND = FIRST_PARTS - 1;
/** Bytes of lists that meet a stripe of weights before the next one: they stay in the second-level cache. */
const LISTS_BYTES = 2 ** 17;
const MOST_ROWS = 64;

/** Copies weights and bias; the specs are not needed afterwards. Memory: the weights and the lists of a few rows. */
export function createFirstLayer(
  units: UnitSpec,
  layer: DenseSpec,
  arena: Arena,
  kernels: KernelExports,
): FirstLayerKernel | undefined {
  if (!listsInputs(units, layer)) return undefined;
  const record = placeFirstLayer(units, layer, arena);
  return {
    run: (from, first, rows, y) => {
      // There are categorical columns, so that no rows of numbers come (checked.ts).
      const { address } = asWasmBlock(from as Block);
      kernels.firstLayerRun(record, address, first, rows, asWasmMatrix(y).address);
    },
  };
}

/** The record of assembly/layout.ts; `mostRows`: of which lists are in memory at a time. */
export function placeFirstLayer(
  units: UnitSpec,
  layer: DenseSpec,
  arena: Arena,
  mostRows = MOST_ROWS,
): number {
  const { inputs, outputs, channels } = layer;
  const even = channels === 1 ? inputs - (inputs % EIGHT) : 0;
  const { starts, listBytes } = lists(units, even);
  const blockRows = Math.min(mostRows, Math.max(1, Math.floor(LISTS_BYTES / listBytes)));
  return arena.placeRecord(
    placeUnits(units, plainScale(units), inputs, arena),
    arena.place(stripes(layer)),
    arena.place(paddedBias(layer)),
    inputs,
    outputs * channels,
    even,
    blockRows,
    arena.allocate(blockRows * listBytes),
    listBytes,
    arena.place(starts),
  );
}

/** Where the items of each part begin: any level may be in any part, a number in one. */
function lists({ cats, catOffsets, nums }: UnitSpec, even: number) {
  const room = new Uint32Array(FIRST_PARTS).fill(cats + 1);
  for (let input = catOffsets[cats]; input < catOffsets[cats] + nums; input++) {
    room[input < even ? input % EIGHT : BEHIND]++;
  }
  let listBytes = FIRST_ENDS_BYTES;
  const starts = room.map((items) => {
    const start = listBytes;
    listBytes += items * ITEM_BYTES;
    return start;
  });
  return { starts, listBytes };
}

/** Stripes of FIRST_LANES cells. */
function stripes({ inputs, outputs, channels, weights }: DenseSpec): Float32Array {
  const cells = outputs * channels;
  const packed = new Float32Array(paddedCells(cells) * inputs);
  for (let cell = 0; cell < cells; cell++) {
    const channel = cell % channels;
    const lane = cell % FIRST_LANES;
    const from = (cell - channel) * inputs + channel;
    const to = (cell - lane) * inputs + lane;
    for (let i = 0; i < inputs; i++) packed[to + i * FIRST_LANES] = weights[from + i * channels];
  }
  return packed;
}

function paddedBias({ outputs, channels, bias }: DenseSpec): Float64Array {
  const cells = outputs * channels;
  const padded = new Float64Array(paddedCells(cells));
  padded.set(bias.subarray(0, cells));
  return padded;
}

function paddedCells(cells: number): number {
  return Math.ceil(cells / FIRST_LANES) * FIRST_LANES;
}
