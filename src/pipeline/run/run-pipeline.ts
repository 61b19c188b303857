import { createHash } from 'node:crypto';
import { realpath, stat } from 'node:fs/promises';
import { dirname, relative, resolve } from 'node:path';
import { FileError, InputFormatError, PipelineError, WasmojoError } from '../../errors.js';
import { ConversionCounter, type ConversionReport } from '../../frame/conversion-report.js';
import { contentHash } from '../../files/file-stamp.js';
import { makeFolder } from '../../files/make-folder.js';
import { version } from '../../files/version.js';
import { readDescriptionFile } from '../description-file.js';
import type { PipelineDescription } from '../description/index.js';
import { DoneParts } from './done-parts.js';
import type { Part, PartProgress } from './part.js';
import { givenFiles, partsOf } from './parts.js';
import { requireFit } from './require-fit.js';
import { RunContext } from './run-context.js';
import { checkRunOptions, type PipelineProgress, type RunPipelineOptions } from './run-options.js';

/** A part of a run that is done. */
export interface FinishedPart {
  readonly part: string;
  /** Files that it wrote, as the description has them. */
  readonly outputs: readonly string[];
  /** An earlier run had finished it, and nothing that it depends on has changed. */
  readonly kept: boolean;
  /** What of the rows became NA on the way to the models, where the part has read rows. */
  readonly conversions?: ConversionReport;
  /** What else is odd about what it read, in words. */
  readonly notes?: readonly string[];
}

/** As `runPipeline` of the package says. */
export async function runPipeline(
  source: string | PipelineDescription,
  options: RunPipelineOptions = {},
): Promise<FinishedPart[]> {
  checkRunOptions(options);
  const description = typeof source === 'string' ? await readDescriptionFile(source) : source;
  const parts = partsOf(description);
  const context = new RunContext(description, options);
  try {
    return await runParts(parts, context);
  } finally {
    await context.dispose();
  }
}

async function runParts(parts: readonly Part[], context: RunContext): Promise<FinishedPart[]> {
  const { description, options } = context;
  await requireInputs(parts, context);
  await refuseLinks(parts, context);
  const done = await DoneParts.read(description.file);
  done.keepOnly(parts.map(({ id }) => id));
  const hashes = new Map<string, Promise<string>>();
  const keys = new Map<string, string>();
  const finished: FinishedPart[] = [];
  for (const [index, part] of parts.entries()) {
    options.signal?.throwIfAborted();
    const { id, outputs, unit } = part;
    const tell = (state: PipelineProgress['state'], rows: number, total: number | undefined) =>
      options.onProgress?.({
        ...{ part: id, index, parts: parts.length, state, outputs, done: rows, total, unit },
      });
    const files = outputs.map((path) => context.path(path));
    const key = await orPipelineError(part, description, () => keyOf(part, context, keys, hashes));
    keys.set(id, key);
    const kept = options.force !== true && (await done.has(id, key, files));
    const counter = new ConversionCounter();
    if (!kept) {
      await context.once('ready', () => prepare(parts, context));
      let last: readonly [done: number, total: number | undefined] = [0, undefined];
      tell('running', 0, undefined);
      await orPipelineError(part, description, async () => {
        const progress: PartProgress = (rows, total) => {
          last = [rows, total];
          tell('running', ...last);
        };
        await part.run(context, progress, counter);
      });
      await done.add(id, key, files);
      tell('finished', ...last);
    } else tell('kept', 0, undefined);
    const conversions = counter.report();
    const isTold = !kept && (unit === 'rows' || saysSomething(conversions));
    const notes = context.takeNotes();
    finished.push({
      part: id,
      outputs,
      kept,
      ...(isTold && { conversions }),
      ...(notes.length > 0 && { notes }),
    });
  }
  return finished;
}

/** What can be known to go wrong goes wrong before hours of work. Throws as requireFit, FileError for folders that cannot be made. */
async function prepare(parts: readonly Part[], context: RunContext): Promise<void> {
  await requireFit(context);
  for (const output of parts.flatMap(({ outputs }) => outputs)) {
    await makeFolder(dirname(context.path(output)));
  }
}

/** Whether a part that is not there to read rows had to read some. */
function saysSomething(conversions: ConversionReport): boolean {
  return Object.values(conversions).some((list: unknown) => {
    return Array.isArray(list) ? list.length > 0 : list !== undefined;
  });
}

/** Throws PipelineError for files to read that are not there, before hours of work end at one of them. */
async function requireInputs(parts: readonly Part[], context: RunContext): Promise<void> {
  for (const { key, input } of givenFiles(parts, (path) => context.path(path))) {
    const found = await stat(context.path(input)).catch(() => undefined);
    if (found !== undefined) continue;
    const why = `there is no ${input}; paths are relative to the folder of this file`;
    throw new PipelineError(context.description.file, why, { key });
  }
}

/** Throws PipelineError for files to write that are links to files that are read: a link's file would be replaced. */
async function refuseLinks(parts: readonly Part[], context: RunContext): Promise<void> {
  const target = (path: string) => realpath(context.path(path)).catch(() => undefined);
  const given = givenFiles(parts, (path) => context.path(path));
  const read = new Set(await Promise.all(given.map(({ input }) => target(input))));
  for (const { key, outputs } of parts) {
    for (const output of outputs) {
      const file = await target(output);
      if (file === undefined || !read.has(file)) continue;
      const why = `${output} is a link to a file that is read; choose another`;
      throw new PipelineError(context.description.file, why, { key });
    }
  }
}

/** Equal for parts that give equal files. */
async function keyOf(
  { basis, inputs, after }: Part,
  context: RunContext,
  keys: ReadonlyMap<string, string>,
  hashes: Map<string, Promise<string>>,
): Promise<string> {
  const read = [...new Set(inputs)].map(async (input) => {
    const path = context.path(input);
    const hash = hashes.get(path) ?? contentHash(path);
    hashes.set(path, hash);
    return [input, await hash];
  });
  const { precision = 'exact', convertInvalidNumbersToNa = false } = context.options;
  const all = {
    wasmojo: version(),
    precision,
    convertInvalidNumbersToNa,
    basis,
    inputs: await Promise.all(read),
    after: after.map((id) => keys.get(id)),
  };
  return createHash('sha256').update(JSON.stringify(all)).digest('hex');
}

/** What goes wrong in a part is told with its key and the file that was read. Errors of files say enough. */
async function orPipelineError<T>(
  { key, inputs }: Part,
  { file }: PipelineDescription,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof WasmojoError) || error instanceof PipelineError) throw error;
    if (error instanceof FileError) throw error;
    const message = withFile(error, file, inputs);
    throw new PipelineError(file, message, { key, cause: error });
  }
}

/** The message of an error about rows or images begins with their file; parts name the file of their rows first. */
function withFile(
  error: WasmojoError & { readonly row?: unknown },
  description: string,
  inputs: readonly string[],
): string {
  const folder = resolve(dirname(description));
  const file = error instanceof InputFormatError ? error.file : undefined;
  const path = file === undefined ? undefined : resolve(folder, file);
  const [rows] = typeof error.row === 'number' ? inputs : [];
  // As the description writes it, where it does.
  const written = inputs.find((input) => resolve(folder, input) === path);
  const name = path === undefined ? rows : (written ?? relative(folder, path));
  return name === undefined || error.message.includes(name)
    ? error.message
    : `${name}: ${error.message}`;
}
