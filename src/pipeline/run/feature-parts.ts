// Features into files: of the input, and of rows to train on.
import { InputFormatError } from '../../errors.js';
import type { ConversionCounter } from '../../frame/conversion-report.js';
import type { Frame } from '../../frame/frame.js';
import { sliceFrame } from '../../frame/slice-frame.js';
import type { LayerPart, PipelineDescription, RowsPart } from '../description/index.js';
import { featureFrames } from './feature-rows.js';
import { FrameFile } from './frame-file.js';
import type { Part, PartProgress } from './part.js';
import { filesOf, openRows } from './rows.js';
import type { RunContext } from './run-context.js';

/** Of each item of `train`. */
export function trainParts(description: PipelineDescription): Part[] {
  return description.train.map(({ rows, split, features }, i) =>
    featurePart(description, `train[${i}]`, { rows, split, files: features }),
  );
}

/** Of the input, where its features are to be written. */
export function inputFeatureParts(description: PipelineDescription): Part[] {
  const { input, output } = description;
  if (input === undefined || output.features === undefined) return [];
  const files = { rows: input, split: [], files: [output.features] };
  return [{ ...featurePart(description, 'output.features', files), id: 'features' }];
}

/** All of a description that features depend on, and the files of their models. */
export function featureBasis(
  { features, keep, names, models, score }: PipelineDescription,
  rows: RowsPart,
): { readonly basis: unknown; readonly inputs: readonly string[] } {
  const used = new Set(features.flatMap(modelsOf));
  // The first member tells the name of the answers.
  for (const name of score?.members.slice(0, 1) ?? []) used.add(name);
  const files = [...used].map((name) => [name, models.get(name)!] as const);
  return {
    basis: { rows, features, keep, names, files },
    inputs: [...filesOf(rows), ...files.map(([, path]) => path)],
  };
}

function modelsOf({ model, from }: LayerPart): string[] {
  return [model, ...(from ? modelsOf(from) : [])];
}

interface FeatureFiles {
  readonly rows: RowsPart;
  readonly split: readonly number[];
  readonly files: readonly string[];
}

function featurePart(description: PipelineDescription, key: string, wanted: FeatureFiles): Part {
  const { rows, split, files } = wanted;
  const { basis, inputs } = featureBasis(description, rows);
  return {
    id: key,
    key,
    unit: 'rows',
    basis: { ...(basis as object), split, files },
    inputs,
    after: [],
    outputs: files,
    run: (context, progress, counter) => writeFeatures(wanted, context, progress, counter),
  };
}

async function writeFeatures(
  { rows, split, files }: FeatureFiles,
  context: RunContext,
  progress: PartProgress,
  counter: ConversionCounter,
): Promise<void> {
  const outputs: FrameFile[] = [];
  const total = split.length > 0 ? split.reduce((sum, size) => sum + size) : undefined;
  try {
    for (const path of files) outputs.push(await FrameFile.create(context.path(path)));
    let done = 0;
    const opened = await openRows(rows, context);
    for await (const frame of featureFrames(opened, context, counter)) {
      for (const { part, file } of pieces(frame, done, split)) await outputs[file].write(part);
      progress((done += frame.rowCount), total ?? opened.count);
    }
    if (total !== undefined && done !== total) throw otherCount(rows, split, done);
    for (let output = outputs[0]; output; output = outputs[0]) {
      await output.finish();
      outputs.shift();
    }
  } catch (error) {
    for (const output of outputs) await output.discard();
    throw error;
  }
}

/** What of a frame goes to which file; rows beyond the last one go nowhere, and are counted by the caller. */
function* pieces(
  frame: Frame,
  first: number,
  split: readonly number[],
): Generator<{ readonly part: Frame; readonly file: number }> {
  if (split.length === 0) yield { part: frame, file: 0 };
  let start = 0;
  for (const [file, size] of split.entries()) {
    const from = Math.max(start - first, 0);
    const to = Math.min(start + size - first, frame.rowCount);
    if (from < to) yield { part: sliceFrame(frame, from, to), file };
    start += size;
  }
}

function otherCount(rows: RowsPart, split: readonly number[], found: number): InputFormatError {
  const [file] = filesOf(rows);
  const wanted = split.reduce((sum, size) => sum + size);
  const message = `split has ${wanted} rows (${split.join(' + ')}), but ${file} has ${found}`;
  return new InputFormatError(message, { file });
}
