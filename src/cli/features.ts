import { Command } from 'commander';
import { ArgumentError, FeatureStack, loadMojo, type FeatureLayer, type Model } from '../node.js';
import type { AnswerSource, RowWriter } from './answer-source.js';
import { columnWriter } from './column-writer.js';
import { UsageError } from './errors.js';
import { chainOf, chainsOf, unitNamesOf, type FeatureFlags } from './feature-options.js';
import { scoringOptions, withFileFlags, withRuleFlags, withRunFlags } from './row-flags.js';
import { RowLabels } from './row-labels.js';
import { backendName, splitList } from './row-options.js';
import { scoreRows } from './score-rows.js';

/** What `--labels` is called in the output. */
const ANSWER = 'answer';

const EXAMPLES = `
Examples:
  $ wasmojo features --mojo AE200.zip --mojo AE32.zip --input rows.csv --keep answer --output stacked.csv
  $ wasmojo features --mojo AE200.zip --chain AE768.zip,AE128.zip --input rows.csv --output stacked.parquet
  $ wasmojo features --mojo network.zip --layer 2 --no-prefix --input rows.csv | head
  $ wasmojo features --mojo AE768.zip --no-prefix --input rows.csv |
      wasmojo predict --mojo AE128.zip --input - --reconstruction-error
  $ wasmojo features --mojo AE32.zip --input train-images-idx3-ubyte.gz --labels train-labels-idx1-ubyte.gz --output train.parquet

A model of a chain reads the units of the one before it, by their names; only those of the last one
are columns of the output. Rows are read once for all models, and each layer is computed once.`;

/** `wasmojo features`. */
export function featuresCommand(): Command {
  const chains: (readonly string[])[] = [];
  const command = new Command('features')
    .description('Deep features of several models side by side: the units of their hidden layers.')
    .option(
      '--mojo <model>',
      'a deep learning model, such as an autoencoder: zip, unzipped folder or URL; may be repeated',
      (value: string) => chains.push([value]),
    )
    .option(
      '--chain <models>',
      'models separated by commas, each of which reads the features of the one before; may be repeated',
      (value: string) => chains.push(chainOf(value)),
    )
    .option(
      '--layer <numbers>',
      'the hidden layer, 1 (default) is the first: one number for all models, or one each, separated by commas',
    )
    .option(
      '--prefix <list>',
      'in front of the names, one for each --mojo and --chain (default: the name of the file, such as AE200.)',
    )
    .option('--no-prefix', 'names without prefix')
    .option(
      '--unit-names <how>',
      'h2o (default): as H2O calls them, with another number where the model reads columns of such names; units: DF.L1.C1, ... always',
    );
  withFileFlags(command).option(
    '--labels <file>',
    `answers that are whole numbers, an idx file: a column ${ANSWER} behind the others`,
  );
  withRuleFlags(command, 'behind');
  return withRunFlags(command)
    .addHelpText('after', EXAMPLES)
    .action((flags: Omit<FeatureFlags, 'chains'>) => features({ ...flags, chains }));
}

async function features(flags: FeatureFlags): Promise<void> {
  const chains = chainsOf(flags);
  const names = unitNamesOf(flags);
  const { labels: labelFile } = flags;
  const write = columnWriter(labelFile === undefined ? flags : withAnswerKept(flags));
  const optionsFor = scoringOptions(flags);
  const backend = backendName(flags.backend);
  const models = new Map<string, Model>();
  try {
    for (const mojo of flags.chains.flat()) {
      if (!models.has(mojo)) models.set(mojo, await loadMojo(mojo, { backend }));
    }
    const sources = chains.map(({ prefix, links }) => ({ ...layerOf(links, models), prefix }));
    const stack = await FeatureStack.create(sources, { names }).catch(asUsage);
    const source: AnswerSource = {
      columns: () => Promise.resolve(stack.names.map((name) => ({ name, kind: 'number' }))),
      stream: (frames, counter, progress) => stack.stream(frames, counter, optionsFor(progress)),
      arrange: (kept, answers) => [...answers, ...kept],
    };
    const labels = labelFile === undefined ? undefined : await RowLabels.read(labelFile);
    const writeRows: RowWriter = (frames, ...rest) =>
      write(source)(labels ? labels.beside(frames, ANSWER) : frames, ...rest);
    const files = [...flags.chains.flat(), ...(labelFile === undefined ? [] : [labelFile])];
    const added = labels ? [ANSWER] : [];
    await scoreRows(stack, files, flags, writeRows, stack.blockRows, added);
  } finally {
    for (const model of models.values()) model.dispose();
  }
}

/** With `--labels` the answers stand behind the columns to keep. */
function withAnswerKept(flags: FeatureFlags): FeatureFlags {
  return { ...flags, keep: [...new Set([...splitList(flags.keep), ANSWER])].join(',') };
}

/** The last link, from those before it. */
function layerOf(
  links: readonly { readonly mojo: string; readonly layer: number }[],
  models: ReadonlyMap<string, Model>,
): FeatureLayer {
  const [first, ...others] = links.map(({ mojo, layer }): FeatureLayer => {
    return { model: models.get(mojo)!, layer, name: mojo };
  });
  return others.reduce((from, link) => ({ ...link, from }), first);
}

/** Arguments of the library come from flags here. */
function asUsage(error: unknown): never {
  throw error instanceof ArgumentError ? new UsageError(error.message) : error;
}
