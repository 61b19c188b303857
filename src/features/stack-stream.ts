// Rows through all layers of a graph at once: each frame is read once, and each layer computed once.
import type { ConversionCounter } from '../frame/conversion-report.js';
import type { RefusedRow } from '../frame/adapt.js';
import { Frame } from '../frame/frame.js';
import type { PredictOptions } from '../predict-options.js';
import type { ScoredFrame } from '../scoring/score-frame.js';
import type { Frames } from '../threads/answer-stream.js';
import { Broadcast } from './broadcast.js';
import type { LayerGraph, LayerNode } from './layer-graph.js';

/** Those options of predict that deep features have a use for; `threads` is of each model. */
export type FeatureOptions = Pick<
  PredictOptions,
  | 'backend'
  | 'precision'
  | 'signal'
  | 'threads'
  | 'onProgress'
  | 'convertUnknownCategoricalLevelsToNa'
  | 'convertInvalidNumbersToNa'
>;

export const FEATURE_OPTIONS: Readonly<Record<keyof FeatureOptions, true>> = {
  backend: true,
  precision: true,
  signal: true,
  threads: true,
  onProgress: true,
  convertUnknownCategoricalLevelsToNa: true,
  convertInvalidNumbersToNa: true,
};

/** What all layers give for one frame. */
export interface LayerFrames {
  readonly input: Frame;
  readonly features: ReadonlyMap<LayerNode, Frame>;
  /** Of each row the failure of the first model that has one. */
  readonly failures: readonly RefusedRow[];
}

/**
 * `counters`: of the layers that read the rows themselves. Memory: what the layers give for a frame, on several threads for two.
 * Throws what the models throw, the first of them first.
 */
export async function* layerStream(
  { nodes }: LayerGraph,
  frames: Frames,
  counters: ReadonlyMap<LayerNode, ConversionCounter>,
  options: FeatureOptions,
): AsyncGenerator<LayerFrames> {
  const input = new Broadcast(frames);
  const outputs = new Map<LayerNode, Broadcast<ScoredFrame>>();
  const progress = sharedProgress(nodes.length, options);
  for (const [i, node] of nodes.entries()) {
    const { model, layer, from, inputNames } = node;
    const before = from && outputs.get(from);
    const source = before ? renamed(before.reader(), inputNames) : input.reader();
    const wanted = { kind: 'deep-features', layer } as const;
    const own = { ...options, onProgress: progress[i] };
    const scored = model.answerStream(source, wanted, counters.get(node), own);
    outputs.set(node, new Broadcast(scored));
  }
  const readers = [...outputs.values()].map((output) => output.reader());
  try {
    for (;;) {
      const scored = await inStep(readers);
      if (scored === undefined) return;
      const features = new Map(nodes.map((node, i) => [node, scored[i].frame]));
      // The first layer reads the rows themselves.
      yield { input: scored[0].input, features, failures: firstFailures(scored) };
    }
  } finally {
    for (const reader of readers) await reader.return?.();
  }
}

/** The next item of each reader, or undefined at the end. Waits for all, so that nobody goes on working when one has failed. */
async function inStep<Item>(readers: readonly AsyncIterator<Item>[]): Promise<Item[] | undefined> {
  const steps = await Promise.allSettled(readers.map((reader) => reader.next()));
  const items: Item[] = [];
  for (const step of steps) {
    if (step.status === 'rejected') throw step.reason;
    if (step.value.done !== true) items.push(step.value.value);
  }
  return items.length < readers.length ? undefined : items;
}

/** A layer's frames under the names by which the next model asks for its units. */
async function* renamed(
  scored: AsyncIterable<ScoredFrame>,
  names: readonly string[],
): AsyncGenerator<Frame> {
  for await (const { frame } of scored) {
    const columns = frame.columns.map((column, i) => ({ ...column, name: names[i] }));
    yield new Frame(columns, frame.rowCount);
  }
}

function firstFailures(scored: readonly ScoredFrame[]): readonly RefusedRow[] {
  const byRow = new Map<number, RefusedRow>();
  for (const failure of scored.flatMap(({ failures }) => failures)) {
    if (!byRow.has(failure.row)) byRow.set(failure.row, failure);
  }
  return [...byRow.values()].sort((a, b) => a.row - b.row);
}

/** Listeners for so many layers, which report the rows that an average layer has done. */
function sharedProgress(layers: number, { onProgress }: FeatureOptions) {
  const done = new Array<number>(layers).fill(0);
  return done.map((_, i) => (rows: number) => {
    done[i] = rows;
    onProgress?.(Math.floor(done.reduce((sum, one) => sum + one, 0) / layers));
  });
}
