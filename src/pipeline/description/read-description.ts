import { UNIT_NAMES, type PipelineDescription } from './description.js';
import { Entry } from './entry.js';
import { readAugment, readOutput, readRows, readTrain } from './read-files.js';
import { readFeatures, readKeep, readModels, readScore } from './read-model-part.js';
import { refuseOverwriting } from './written-files.js';
import { parseText, type DescriptionFormat } from './syntax.js';

const KEYS = [
  'input',
  'train',
  'augment',
  'models',
  'features',
  'names',
  'keep',
  'score',
  'output',
] as const;

/**
 * The description in a text. `file` is its name in messages. Throws PipelineError, with the way to the value and its line, for unknown
 * keys, values of other types, names that stand for nothing and parts that do not go together; as parseText otherwise. No file is touched.
 */
export async function readDescription(
  text: string,
  { file, format }: { readonly file: string; readonly format: DescriptionFormat },
): Promise<PipelineDescription> {
  const parsed = await parseText(text, format, file);
  return readEntries(Entry.root(parsed, file), file);
}

/** A description that is an object already, such as JSON.parse gives. Throws PipelineError as `readDescription`. */
export function checkDescription(value: unknown, file = 'pipeline'): PipelineDescription {
  return readEntries(Entry.root({ value, place: () => undefined }, file), file);
}

function readEntries(root: Entry, file: string): PipelineDescription {
  const entries = root.map(KEYS);
  const models = readModels(entries.models);
  const features = readFeatures(entries.features, models);
  const score = entries.score && readScore(entries.score, models);
  const input = entries.input && readRows(entries.input);
  const description: PipelineDescription = {
    file,
    ...(input && { input }),
    train: readTrain(entries.train),
    augment: readAugment(entries.augment),
    models,
    features,
    names: entries.names?.oneOf(UNIT_NAMES) ?? 'h2o',
    keep: readKeep(entries.keep),
    ...(score && { score }),
    output: readOutput(entries.output),
  };
  requireParts(root, description);
  refuseOverwriting(root, description);
  return description;
}

/** Throws PipelineError for files to write of which a part of the description is missing. */
function requireParts(root: Entry, description: PipelineDescription): void {
  const { input, train, augment, models, features, score, output } = description;
  if (models.size === 0 && augment.length === 0) {
    throw root.lacks('models', 'there are neither models nor images to augment');
  }
  const written = Object.keys(output);
  if (input === undefined && written.length > 0) {
    throw root.lacks('input', 'without rows there is nothing to write to the files of output');
  }
  if (features.length === 0 && (train.length > 0 || output.features !== undefined)) {
    throw root.lacks('features', 'there are none to write');
  }
  if (output.performance !== undefined && input && 'images' in input && !input.labels) {
    const entry = root.at(['output', 'performance']);
    throw entry.fault('the rows have no answers to measure it with; input.labels names them');
  }
  const needsScore = written.find((name) => name !== 'features' && name !== 'report');
  if (score === undefined && needsScore !== undefined) {
    throw root.lacks('score', `without members there is nothing to write to output.${needsScore}`);
  }
}
