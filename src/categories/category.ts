// What a model category has of its own: the columns of a prediction, and the fields of a prediction object. One file per
// category exports one object of this kind; categories/index.ts lists them.
import type { BlockContext, LoadedModel, ModelData } from '../algos/algorithm.js';
import type { ModelInfo } from '../mojo/model-info.js';
import type { Prediction } from './prediction-types.js';

export interface Category {
  /** Names of a prediction's columns, one per cell of `preds` (GenModel.getOutputNames); an algorithm may have names of its own. */
  outputNames(info: ModelInfo, data: ModelData): string[];
  /** Levels of the first column, where that is a label. */
  labels?(info: ModelInfo): readonly string[];
  /** Whether prediction objects contain the input, which scoring may change: it is copied before. */
  readonly keepsInput?: true;
  /** Reads the prediction object of a row of the last scored block; `input` is empty unless `keepsInput`. */
  reader(
    model: LoadedModel,
  ): (row: number, input: readonly number[], context: BlockContext) => Prediction;
}

/** Cell c of the prediction of row r. */
export function pred({ scorer }: LoadedModel, c: number, r: number): number {
  const { cells, stride } = scorer.preds;
  return cells[c * stride + r];
}

/** The cells of the prediction of row r, from cell `first` on. */
export function predsFrom({ scorer }: LoadedModel, first: number, r: number): number[] {
  const { cells, stride, width } = scorer.preds;
  const found: number[] = [];
  for (let c = first; c < width; c++) found.push(cells[c * stride + r]);
  return found;
}
