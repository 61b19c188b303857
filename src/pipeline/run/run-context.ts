import type { ConversionCounter } from '../../frame/conversion-report.js';
import { firstImages } from '../../imaging/image-source.js';
import { openImages, readImageBlocks, type ImageSource } from '../../imaging/node.js';
import type { ImageSet } from '../../imaging/image-set.js';
import { loadOpened } from '../../load.js';
import type { Model } from '../../model.js';
import type { PredictOptions } from '../../predict-options.js';
import { readPath } from '../../mojo/node-source.js';
import { resolvePath } from '../description-file.js';
import type { PipelineDescription } from '../description/index.js';
import type { RunPipelineOptions } from './run-options.js';

/** What the parts of a run share: paths, models, images. All of it is made when it is first asked for. */
export class RunContext {
  readonly description: PipelineDescription;
  readonly options: RunPipelineOptions;
  readonly #models = new Map<string, Promise<Model>>();
  readonly #made = new Map<string, Promise<unknown>>();
  readonly #told = new Set<string>();
  #notes: string[] = [];
  #source: { readonly path: string; readonly source: Promise<ImageSource> } | undefined;
  #images: { readonly path: string; readonly set: Promise<ImageSet> } | undefined;

  constructor(description: PipelineDescription, options: RunPipelineOptions) {
    this.description = description;
    this.options = options;
  }

  /** The options of the run that scoring takes. */
  get scoring(): Pick<
    PredictOptions,
    'precision' | 'threads' | 'signal' | 'convertInvalidNumbersToNa'
  > {
    const { precision, threads, signal, convertInvalidNumbersToNa = false } = this.options;
    return {
      convertInvalidNumbersToNa,
      ...(precision !== undefined && { precision }),
      ...(threads !== undefined && { threads }),
      ...(signal && { signal }),
    };
  }

  /** The counter where text that is no number becomes NA, undefined where it is refused. */
  converting(counter: ConversionCounter): ConversionCounter | undefined {
    return this.options.convertInvalidNumbersToNa ? counter : undefined;
  }

  /** Where a path of the description leads. */
  path(path: string): string {
    return resolvePath(this.description, path);
  }

  /** A model by its name in the description: read once, given back with `dispose`. */
  model(name: string): Promise<Model> {
    const known = this.#models.get(name);
    if (known) return known;
    const file = this.description.models.get(name)!; // references of a description are checked
    const { backend = 'auto' } = this.options;
    const loaded = readPath(this.path(file)).then((opened) => loadOpened(opened, { backend }));
    this.#models.set(name, loaded);
    return loaded;
  }

  /** All images of a file. The last file's are kept: parts that read the same one follow one another. */
  images(path: string): Promise<ImageSet> {
    if (this.#images?.path !== path) {
      const set = this.source(path).then((source) => firstImages(source, source.count));
      this.#images = { path, set };
    }
    return this.#images.set;
  }

  /** The images of a file, block by block: held if they are few. The last file's are kept. */
  source(path: string): Promise<ImageSource> {
    if (this.#source?.path !== path) {
      const file = this.path(path);
      const opened = openImages(() => readImageBlocks(file), { file });
      this.#source = { path, source: opened.then(({ source }) => source) };
    }
    return this.#source.source;
  }

  /** Something that a user should know although the run goes on; of what is told several times, the first. */
  note(text: string): void {
    if (this.#told.has(text)) return;
    this.#told.add(text);
    this.#notes.push(text);
  }

  /** What was noted since the last call. */
  takeNotes(): readonly string[] {
    const notes = this.#notes;
    this.#notes = [];
    return notes;
  }

  /** What `make` gives, for the whole run. */
  once<T>(name: string, make: () => Promise<T>): Promise<T> {
    const made = (this.#made.get(name) as Promise<T> | undefined) ?? make();
    this.#made.set(name, made);
    return made;
  }

  async dispose(): Promise<void> {
    const loaded = await Promise.allSettled(this.#models.values());
    for (const model of loaded) if (model.status === 'fulfilled') model.value.dispose();
  }
}
