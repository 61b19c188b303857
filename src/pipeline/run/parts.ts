import { PipelineError } from '../../errors.js';
import { resolvePath } from '../description-file.js';
import type { PipelineDescription } from '../description/index.js';
import { augmentParts } from './augment-parts.js';
import { inputFeatureParts, trainParts } from './feature-parts.js';
import type { Part } from './part.js';
import { reportParts } from './report-part.js';
import { scoreParts } from './score-part.js';

/** The parts of a run in their order: each behind those of whose files it is made. Throws PipelineError for files that are read and written, or written twice. */
export function partsOf(description: PipelineDescription): Part[] {
  const before = [
    ...augmentParts(description),
    ...trainParts(description),
    ...inputFeatureParts(description),
    ...scoreParts(description),
  ];
  const parts = [...before, ...reportParts(description, before)];
  const { file } = description;
  const read = new Set(
    parts.flatMap(({ inputs }) => inputs.map((path) => resolvePath(description, path))),
  );
  const written = new Set<string>();
  for (const { key, outputs } of parts) {
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
