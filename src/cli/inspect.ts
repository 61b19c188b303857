import { Command } from 'commander';
import { loadMojo } from '../node.js';
import { treeWriter, type TreeFlags } from './inspect-tree.js';
import { modelJson } from './model-json.js';
import { modelText } from './model-text.js';
import { print } from './output.js';

const EXAMPLES = `
Examples:
  $ wasmojo inspect --mojo model.zip
  $ wasmojo inspect --mojo model.zip --json | jq .output.variable_importances
  $ wasmojo inspect --mojo model.zip --tree 0 --format svg > tree.svg`;

/** `wasmojo inspect`. */
export function inspectCommand(): Command {
  return new Command('inspect')
    .description(
      'Shows what a model is: columns, parameters, metrics, scoring history, variable importances.',
    )
    .requiredOption(
      '--mojo <model>',
      'the model: zip, unzipped folder, URL or description of a pipeline',
    )
    .option('--json', "everything as JSON, under the field names of H2O's REST API")
    .option('--tree <k>', 'one tree instead: its number, from 0 on')
    .option('--class <c>', 'the class whose tree it is: a level or its number (default: 0)')
    .option('--format <format>', 'of a tree: text (default), json, dot or svg')
    .addHelpText('after', EXAMPLES)
    .action(async ({ mojo, json, ...flags }: InspectFlags) => {
      const writeTree = treeWriter(flags, json ?? false);
      const model = await loadMojo(mojo);
      try {
        if (writeTree) await print(writeTree(model).trimEnd());
        else if (json) await print(modelJson(model));
        else await print(modelText(model));
      } finally {
        model.dispose();
      }
    });
}

interface InspectFlags extends TreeFlags {
  readonly mojo: string;
  readonly json?: true;
}
