import type { FeaturePart, LayerPart } from '../description/index.js';

/** A hidden layer that is computed once, whoever reads it. */
export interface ListedLayer {
  readonly model: string;
  readonly number: number;
  /** The number of the layer that the model reads, in this list; undefined: it reads the rows. */
  readonly from: number | undefined;
}

export interface LayerList {
  /** Each before those that read it. */
  readonly layers: readonly ListedLayer[];
  /** Of each feature the number of its layer. */
  readonly ofFeatures: readonly number[];
}

/** The layers of the features and of the chains behind them. Equal ones, whose sources are equal, too, are one. */
export function listLayers(features: readonly FeaturePart[]): LayerList {
  const layers: ListedLayer[] = [];
  const numberOf = ({ model, layer, from: source }: LayerPart): number => {
    const from = source && numberOf(source);
    const known = layers.findIndex(
      (other) => other.model === model && other.number === layer && other.from === from,
    );
    return known >= 0 ? known : layers.push({ model, number: layer, from }) - 1;
  };
  const ofFeatures = features.map(numberOf);
  return { layers, ofFeatures };
}
