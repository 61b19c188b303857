// The hidden layers that a stack of features takes, each once, and which of them reads which.
import { askedNames } from '../algos/chain-names.js';
import { unitNames } from '../algos/unit-names.js';
import { ArgumentError } from '../errors.js';
import { Model } from '../model.js';

/** A hidden layer of a deep learning model, and where the model's rows come from. */
export interface FeatureLayer {
  readonly model: Model;
  /** 1 is the first hidden layer [1]. */
  readonly layer?: number;
  /** The layer whose units are the model's columns; undefined: the model reads the rows themselves. */
  readonly from?: FeatureLayer;
  /** What messages call the model. */
  readonly name?: string;
}

/** One layer of the graph. */
export interface LayerNode {
  readonly model: Model;
  readonly layer: number;
  /** `DF.L1.C1`, ... */
  readonly units: readonly string[];
  /** The names that H2O gives them. */
  readonly h2oNames: readonly string[];
  readonly from: LayerNode | undefined;
  /** What the model calls the units of `from`. */
  readonly inputNames: readonly string[];
}

export interface LayerGraph {
  /** Each before those that read it. */
  readonly nodes: readonly LayerNode[];
  /** The node of each source. */
  readonly ofSources: readonly LayerNode[];
}

/** Chains are made by hand: a longer one reads itself. */
const MAX_CHAIN = 16;

/**
 * Throws ArgumentError for what is no source or no layer, ModelCategoryError for a model without hidden layers, MissingColumnError
 * where a model of a chain reads what the one before does not give. Cost: linear in the columns of the models.
 */
export async function layerGraph(sources: readonly FeatureLayer[]): Promise<LayerGraph> {
  const nodes: LayerNode[] = [];
  const nodeOf = async (source: FeatureLayer, path: string, depth: number): Promise<LayerNode> => {
    if (depth > MAX_CHAIN) {
      throw new ArgumentError(path, `a chain of at most ${MAX_CHAIN} models`, source);
    }
    const given: unknown = source?.model;
    if (!(given instanceof Model)) throw new ArgumentError(`${path}.model`, 'a Model', given);
    const { model, layer = 1, name = path } = source;
    const inner = source.from;
    const from = inner && (await nodeOf(inner, `${path}.from`, depth + 1));
    const known = nodes.find(
      (node) => node.model === model && node.layer === layer && node.from === from,
    );
    if (known) return known;
    const columns = await model.answerColumns({ kind: 'deep-features', layer });
    const inputNames = from
      ? askedNames({
          wanted: model.features,
          schemes: [from.h2oNames, from.units],
          reader: name,
          source: inner?.name ?? `${path}.from`,
        })
      : [];
    const units = unitNames(layer, columns.length);
    const h2oNames = columns.map((column) => column.name);
    const node = { model, layer, units, h2oNames, from, inputNames };
    nodes.push(node);
    return node;
  };
  const ofSources: LayerNode[] = [];
  for (const [i, source] of sources.entries()) {
    ofSources.push(await nodeOf(source, `sources[${i}]`, 1));
  }
  return { nodes, ofSources };
}
