import { Command } from 'commander';
import {
  listModels,
  loadModels,
  loadMojo,
  MojoFormatError,
  saveModels,
  type BrokenModel,
  type FindOptions,
  type Model,
} from '../node.js';
import { namedModel } from './named-model.js';
import { print } from './output.js';
import { textTable } from './text-table.js';

const EXAMPLES = `
Examples:
  $ wasmojo models save models/ --mojo 'DL:200x200-500=model.zip' --mojo other.zip
  $ wasmojo models list models/ --recursive --pattern 'DL*'
  $ wasmojo models load models/ --json`;

/** `wasmojo models`. */
export function modelsCommand(): Command {
  const models = new Command('models')
    .description('Folders of models: what they have, whether it loads, and saving into them.')
    .addHelpText('after', EXAMPLES);
  withFinding(models.command('list <folder>'))
    .description(
      'Lists the models of a folder: zips and unzipped folders. Broken ones are reported on stderr and skipped; ' +
        'the status is 1 only when all are broken.',
    )
    .action((folder: string, flags: FindFlags) => list(folder, flags));
  withFinding(models.command('load <folder>'))
    .description(
      'Loads every model of a folder as for scoring. Broken ones are reported on stderr and skipped; ' +
        'the status is 1 only when all are broken.',
    )
    .action((folder: string, flags: FindFlags) => load(folder, flags));
  models
    .command('save <folder>')
    .description('Writes models into a folder, a zip each under its id, byte for byte.')
    .requiredOption(
      '--mojo <[id=]model>',
      'a model, and its id [its file name]; may be repeated',
      (value: string, before: readonly string[] | undefined) => [...(before ?? []), value],
    )
    .option('--force', 'overwrite what is there already')
    .action((folder: string, { mojo, force }: { mojo: readonly string[]; force?: true }) =>
      save(folder, mojo, force ?? false),
    );
  return models;
}

interface FindFlags {
  readonly pattern?: string;
  readonly recursive?: true;
  readonly json?: true;
}

function withFinding(command: Command): Command {
  return command
    .option('--pattern <pattern>', 'only ids or file names like this; * is any text, ? a character')
    .option('--recursive', 'folders within the folder, too')
    .option('--json', 'as JSON');
}

function findOptions({ pattern, recursive }: FindFlags): FindOptions {
  return { pattern, recursive };
}

async function list(folder: string, flags: FindFlags): Promise<void> {
  const { models, broken } = await listModels(folder, findOptions(flags));
  const rows = models.map(({ id, algorithm, modelCategory, mojoVersion, path }) => [
    id,
    algorithm,
    modelCategory,
    mojoVersion.toFixed(2),
    path,
  ]);
  const header = ['id', 'algorithm', 'category', 'MOJO', 'path'];
  await show(folder, { json: flags.json, models, broken, header, rows });
}

async function load(folder: string, flags: FindFlags): Promise<void> {
  const loaded = await loadModels(folder, findOptions(flags));
  const models = [...loaded.models].map(([id, model]) => ({
    id,
    algorithm: model.algorithm,
    modelCategory: model.modelCategory,
    features: model.features.length,
    bytes: model.exportMojo().length,
  }));
  for (const model of loaded.models.values()) model.dispose();
  const rows = models.map((model) => Object.values(model).map(String));
  const header = ['id', 'algorithm', 'category', 'features', 'bytes'];
  await show(folder, { json: flags.json, models, broken: loaded.broken, header, rows });
}

interface Shown {
  readonly json: true | undefined;
  readonly models: readonly object[];
  readonly broken: readonly BrokenModel[];
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** Sound models to stdout, broken ones to stderr; an error where none is sound. */
async function show(folder: string, { json, models, broken, header, rows }: Shown): Promise<void> {
  for (const { path, error } of broken) {
    process.stderr.write(`wasmojo: skipped ${path}: ${error.message.replace(/\s+/g, ' ')}\n`);
  }
  if (json) {
    const reported = broken.map(({ id, path, error: { code, message } }) => {
      return { id, path, error: { code, message } };
    });
    await print(JSON.stringify({ models, broken: reported }, undefined, 2));
  } else if (models.length > 0) await print(textTable(header, rows));
  if (models.length === 0 && broken.length > 0) {
    throw new MojoFormatError(`${folder}: none of ${broken.length} models can be read`);
  }
}

async function save(folder: string, sources: readonly string[], force: boolean): Promise<void> {
  const models: [string, Model][] = [];
  try {
    for (const { id, source } of sources.map(namedModel)) models.push([id, await loadMojo(source)]);
    await print((await saveModels(folder, models, { force })).join('\n'));
  } finally {
    for (const [, model] of models) model.dispose();
  }
}
