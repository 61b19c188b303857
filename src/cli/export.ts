import { Command } from 'commander';
import { basename, join, resolve } from 'node:path';
import { loadMojo } from '../node.js';
import { makeFolder } from '../files/make-folder.js';
import { openOutput, print } from './output.js';

const EXAMPLES = `
Examples:
  $ wasmojo export --mojo model.zip --output models/
  $ wasmojo export --mojo unzipped-model/ --output models/
  $ wasmojo export --mojo mnist.yaml --output models/`;

/** `wasmojo export`. */
export function exportCommand(): Command {
  return new Command('export')
    .description(
      'Writes a model back out, byte for byte (an unzipped folder, or a described pipeline, is packed), after checking that it loads.',
    )
    .requiredOption(
      '--mojo <model>',
      'the model: zip, unzipped folder, URL or description of a pipeline',
    )
    .requiredOption(
      '--output <folder>',
      'where the zip goes, under its own name; the folder is made if need be',
    )
    .addHelpText('after', EXAMPLES)
    .action(async ({ mojo, output }: { mojo: string; output: string }) => {
      const model = await loadMojo(mojo);
      const path = join(output, zipName(mojo));
      await makeFolder(output);
      const file = await openOutput(path);
      try {
        await file.write(model.exportMojo());
        await file.finish();
      } catch (error) {
        await file.discard();
        throw error;
      } finally {
        model.dispose();
      }
      await print(path);
    });
}

function zipName(source: string): string {
  const path = /^https?:/i.test(source) ? new URL(source).pathname : resolve(source);
  const name = basename(path).replace(/\.(ya?ml|json)$/i, '');
  return name.endsWith('.zip') ? name : `${name}.zip`;
}
