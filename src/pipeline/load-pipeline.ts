import { MissingColumnError, MojoFormatError, PipelineError } from '../errors.js';
import { loadOpened, type LoadOptions } from '../load.js';
import type { Model } from '../model.js';
import { openPipeline } from './open-pipeline.js';

/** The file that packing makes, which nobody wrote. */
const OWN_FILE = 'model.ini';

/** Loads the scoring part of a described pipeline. Needs Node. Throws as openPipeline and loadOpened, PipelineError for models that do not go together. */
export async function loadPipeline(path: string, options: LoadOptions): Promise<Model> {
  const opened = await openPipeline(path, options);
  try {
    return await loadOpened(opened, options);
  } catch (error) {
    const isOwn = error instanceof MojoFormatError && error.file === OWN_FILE;
    if (!isOwn && !(error instanceof MissingColumnError)) throw error;
    throw new PipelineError(path, error.message.replace(`${OWN_FILE}: `, ''), { cause: error });
  }
}
