import { checkOptions } from '../check-options.js';
import { ArgumentError, MissingColumnError } from '../errors.js';
import type { Column } from '../frame/column.js';
import { ConversionCounter } from '../frame/conversion-report.js';
import { Frame } from '../frame/frame.js';
import { keepColumns, requireAny, type ColumnPlan } from '../frame/plan.js';
import { slices } from '../frame/slice-frame.js';
import type { Model } from '../model.js';
import type { PredictedFrame } from '../predict-options.js';
import type { ScoredFrame } from '../scoring/score-frame.js';
import type { Frames } from '../threads/answer-stream.js';
import { layerGraph, type FeatureLayer, type LayerGraph } from './layer-graph.js';
import { stackCounters } from './stack-counter.js';
import { joinPlans } from './stack-plan.js';
import { FEATURE_OPTIONS, layerStream, type FeatureOptions } from './stack-stream.js';

/** A hidden layer whose units are columns of the stack. */
export interface FeatureSource extends FeatureLayer {
  /** Stands in front of the units' names, such as `AE200.` [none]. */
  readonly prefix?: string;
}

export interface StackOptions {
  /** Columns of the rows that stand, as they are, behind the features [none]. */
  readonly keep?: readonly string[];
  /**
   * `h2o`: the units' names as H2O's `deepfeatures` gives them, for which models ask that were trained on H2O's frames; they have another
   * number where a model reads columns of such names. `units`: `DF.L1.C1`, `DF.L1.C2`, ... always [h2o].
   */
  readonly names?: 'h2o' | 'units';
}

const STACK_OPTIONS: Readonly<Record<keyof StackOptions, true>> = { keep: true, names: true };

/** Numbers of a frame and of all layers for it, together 32 MiB. */
const BLOCK_CELLS = 2 ** 22;
const MIN_BLOCK_ROWS = 256;
const MAX_BLOCK_ROWS = 65_536;

/**
 * Deep features of several models side by side: hidden layers of networks that read the same rows, or the units of one another. Holds
 * no memory of its own; the models are the caller's.
 */
export class FeatureStack {
  /** Columns of the stack, in order. */
  readonly names: readonly string[];
  /** What readers of rows need to know: `readCsv(file, { model: stack })`. */
  readonly columnPlan: ColumnPlan;
  /** Rows of a frame with which a stream keeps its numbers in about 32 MiB. */
  readonly blockRows: number;
  readonly #graph: LayerGraph;
  readonly #keep: readonly string[];
  /** Of each model that reads the rows themselves: columns of which one must be there. */
  readonly #anyOf: readonly (readonly string[])[];

  private constructor(graph: LayerGraph, names: readonly string[], keep: readonly string[]) {
    this.#graph = graph;
    this.#keep = keep;
    this.names = names;
    const plans = readers(graph).map(({ columnPlan }) => columnPlan);
    this.#anyOf = plans.map(({ anyOf }) => anyOf ?? []);
    this.columnPlan = keepColumns(joinPlans(plans), keep);
    const units = graph.nodes.reduce((sum, node) => sum + node.units.length, 0);
    const rows = Math.floor(BLOCK_CELLS / (this.columnPlan.columns.length + units));
    this.blockRows = Math.max(MIN_BLOCK_ROWS, Math.min(MAX_BLOCK_ROWS, rows));
  }

  /**
   * Throws ArgumentError for no sources, for options that do not exist, and where two columns would have one name; ModelCategoryError for
   * models without hidden layers; MissingColumnError where a model reads columns that the one before it in a chain does not give.
   */
  static async create(
    sources: readonly FeatureSource[],
    options: StackOptions = {},
  ): Promise<FeatureStack> {
    checkOptions('FeatureStack.create', options, STACK_OPTIONS);
    const { keep = [], names: scheme = 'h2o' } = options;
    const given: unknown = sources;
    if (!Array.isArray(given) || given.length === 0) {
      throw new ArgumentError('sources', 'at least one source', given);
    }
    if (scheme !== 'h2o' && scheme !== 'units') {
      throw new ArgumentError('names', "'h2o' or 'units'", scheme);
    }
    const graph = await layerGraph(sources);
    const names = new Set(keep);
    if (names.size < keep.length) throw new ArgumentError('keep', 'different names', keep);
    const units = graph.ofSources.flatMap((node, i) => {
      const { prefix = '', name = `sources[${i}]` } = sources[i];
      return (scheme === 'h2o' ? node.h2oNames : node.units).map((unit) => {
        const column = `${prefix}${unit}`;
        if (names.has(column)) {
          const expected = `one with which its columns are called otherwise than those before and those to keep`;
          throw new ArgumentError(`the prefix of ${name}`, expected, column);
        }
        names.add(column);
        return column;
      });
    });
    return new FeatureStack(graph, [...units, ...keep], keep);
  }

  /**
   * All rows of a frame. Throws the error of the first row that a model has no features for, MissingColumnError for a frame that has none
   * of a model's columns or lacks one to keep. Cost: linear in rows, each layer once; memory: the stack, and the layers of `blockRows` rows.
   */
  async features(frame: Frame, options: FeatureOptions = {}): Promise<PredictedFrame> {
    if (!(frame instanceof Frame)) throw new ArgumentError('frame', 'a Frame', frame);
    const counter = new ConversionCounter();
    const units = this.names.slice(0, this.names.length - this.#keep.length);
    const columns = units.map((name) => ({
      kind: 'number' as const,
      name,
      values: new Float64Array(frame.rowCount),
    }));
    this.#require(frame.names);
    let from = 0;
    const parts = slices(frame, this.blockRows);
    for await (const { frame: part, failures } of this.stream(parts, counter, options)) {
      const [failure] = failures;
      if (failure) throw failure.error(from + failure.row);
      columns.forEach(({ values }, i) => values.set(part.columns[i].values ?? [], from));
      from += part.rowCount;
    }
    const kept = this.#keep.map((name) => frame.column(name));
    return Object.assign(new Frame([...columns, ...kept], frame.rowCount), {
      report: counter.report(),
    });
  }

  /**
   * A stream of frames, an answer each, with the rows that failed, as Model.answerStream: each frame is read once for all models. Throws
   * as `features`. Memory: a frame and what all layers give for it, on several threads two.
   */
  async *stream(
    frames: Frames,
    counter = new ConversionCounter(),
    options: FeatureOptions = {},
  ): AsyncGenerator<ScoredFrame> {
    checkOptions('FeatureStack', options, FEATURE_OPTIONS);
    const roots = this.#graph.nodes.filter(({ from }) => from === undefined);
    const counters = stackCounters(counter, roots, this.#keep);
    for await (const scored of layerStream(this.#graph, frames, counters, options)) {
      const { input, features, failures } = scored;
      this.#require(input.names);
      const columns = this.#graph.ofSources.flatMap((node) => features.get(node)?.columns ?? []);
      const named = columns.map((column, i): Column => ({ ...column, name: this.names[i] }));
      const kept = this.#keep.map((name) => input.column(name));
      yield { frame: new Frame([...named, ...kept], input.rowCount), failures, input };
    }
  }

  /** Throws MissingColumnError for rows that tell a model nothing, or lack a column to keep. */
  #require(found: readonly string[]): void {
    for (const wanted of this.#anyOf) requireAny(wanted, found);
    const missing = this.#keep.find((name) => !found.includes(name));
    if (missing !== undefined) {
      throw new MissingColumnError(missing, 'it is to be kept, but the rows do not have it', found);
    }
  }
}

/** The models that read the rows themselves. */
function readers({ nodes }: LayerGraph): readonly Model[] {
  return [...new Set(nodes.filter(({ from }) => from === undefined).map(({ model }) => model))];
}
