import { PipelineError } from '../../errors.js';
import { resolvePath } from '../description-file.js';
import type { PipelineDescription } from '../description/index.js';
import { augmentParts } from './augment-parts.js';
import { inputFeatureParts, trainParts } from './feature-parts.js';
import type { Part } from './part.js';
import { reportParts } from './report-part.js';
import { scoreParts } from './score-part.js';

/**
 * The parts of a run in their order: each behind those of whose files it is made. A part may read what one before it has written. Throws
 * PipelineError for files that are written after they are read, or twice.
 */
export function partsOf(description: PipelineDescription): Part[] {
  const before = [
    ...augmentParts(description),
    ...trainParts(description),
    ...inputFeatureParts(description),
    ...scoreParts(description),
  ];
  const parts = [...before, ...reportParts(description, before)];
  const { file } = description;
  const read = new Set<string>();
  const written = new Set<string>();
  for (const { key, inputs, outputs } of parts) {
    for (const input of inputs) read.add(resolvePath(description, input));
    for (const output of outputs) {
      const path = resolvePath(description, output);
      if (read.has(path))
        throw new PipelineError(file, `${output} is read, too; choose another`, { key });
      if (written.has(path))
        throw new PipelineError(file, `${output} is written twice; choose another`, { key });
      written.add(path);
    }
  }
  return parts;
}

/** Files that parts read and none of them writes, with the key of the part. */
export function givenFiles(
  parts: readonly Part[],
  pathOf: (path: string) => string,
): { readonly key: string; readonly input: string }[] {
  const written = new Set(parts.flatMap(({ outputs }) => outputs.map(pathOf)));
  return parts.flatMap(({ key, inputs }) =>
    inputs.flatMap((input) => (written.has(pathOf(input)) ? [] : { key, input })),
  );
}
