import type { Model } from '../node.js';
import type { RowWriter } from './answer-source.js';
import { includedFields, type PredictFlags } from './predict-options.js';
import { predictOptions } from './predict-source.js';
import { jsonLineWriter } from './write-json-lines.js';

/** Predictions as one object a line: `row`, then the fields of EasyPredict's prediction classes, and of GLRM models the reconstruction. */
export function writePredictions(flags: PredictFlags): (model: Model) => RowWriter {
  const write = jsonLineWriter(flags);
  const enableGlrmReconstruct = flags.glrmReconstruct ?? false;
  const fields = { ...includedFields(flags.include), enableGlrmReconstruct };
  const optionsFor = predictOptions(flags);
  return (model) => (frames, counter, output, progress) =>
    write(model.predictionStream(frames, fields, counter, optionsFor(progress)), output);
}
