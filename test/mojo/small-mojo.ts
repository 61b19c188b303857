import JSZip from 'jszip';
import { Archive } from '../../src/mojo/archive.js';

// A small MOJO as H2O 3.46 lays it out, made here so that the tests need no file; tests change a
// piece of it.

export const SMALL_INI = `[info]
h2o_version = 3.46.0.10
mojo_version = 1.40
algo = gbm
algorithm = Gradient Boosting Machine
endianness = LITTLE_ENDIAN
category = Binomial
uuid = -1840583661938701848
supervised = true
n_features = 2
n_classes = 2
n_columns = 3
n_domains = 2
balance_classes = false
default_threshold = 0.4656380779025246
prior_class_distrib = [0.5, 0.5]
model_class_distrib = [0.25, 7.5E-1]
timestamp = 2026-11-21T03:06:24.054Z
escape_domain_values = true
n_trees = 2
_orig_projection_array = null

[columns]
x
colour
y

[domains]
1: 3 d000.txt
2: 2 d001.txt
`;

export const SMALL_DETAILS = JSON.stringify({
  algo: 'gbm',
  parameters: [
    { name: 'ntrees', type: 'int', default_value: 50, actual_value: 2, input_value: 2, help: '' },
    { name: 'model_id', type: 'Key<Model>', default_value: null, actual_value: { name: 'm1' } },
  ],
  output: {
    model_summary: null,
    variable_importances: {
      name: 'Variable Importances',
      description: '',
      columns: [
        { name: 'variable', type: 'string' },
        { name: 'relative_importance', type: 'double' },
      ],
      rowcount: 2,
      data: [
        ['colour', 'NaN'],
        [0.75, 'NaN'],
      ],
    },
    training_metrics: { MSE: 0.25, AUC: 'NaN', domain: ['NaN', 'b'] },
    validation_metrics: null,
  },
});

export type Files = Record<string, string | Uint8Array>;

/** The files of the small MOJO, with some replaced, added or (undefined) left out. */
export function smallFiles(changes: Record<string, string | Uint8Array | undefined> = {}): Files {
  const files = {
    'trees/t00_000.bin': Uint8Array.from({ length: 60 }, (_, i) => (i * 37) & 0xff),
    'trees/t00_001.bin': new Uint8Array(40),
    'model.ini': SMALL_INI,
    'domains/d000.txt': 'red\n green \nblue\\nish\n',
    'domains/d001.txt': 'no\nyes\n',
    'experimental/modelDetails.json': SMALL_DETAILS,
    ...changes,
  };
  const kept = Object.entries(files).filter(([, content]) => content !== undefined);
  return Object.fromEntries(kept);
}

export function smallArchive(
  changes: Record<string, string | Uint8Array | undefined> = {},
): Archive {
  const entries = Object.entries(smallFiles(changes)).map(
    ([path, content]) => [path, toBytes(content)] as const,
  );
  return new Archive('small.zip', new Map(entries));
}

/** An archive whose model.ini is the small one after a replacement. */
export function archiveWithIni(edit: (ini: string) => string): Archive {
  return smallArchive({ 'model.ini': edit(SMALL_INI) });
}

/** Zips files as they are named; `streamed` puts the sizes after the data, as Java does. */
export async function zipOf(files: Files, options: { stored?: boolean; streamed?: boolean } = {}) {
  const zip = new JSZip();
  for (const [path, content] of Object.entries(files)) {
    zip.file(path, content, { createFolders: false });
  }
  return zip.generateAsync({
    type: 'uint8array',
    compression: options.stored === true ? 'STORE' : 'DEFLATE',
    streamFiles: options.streamed ?? false,
  });
}

export function toBytes(content: string | Uint8Array): Uint8Array {
  return typeof content === 'string' ? new TextEncoder().encode(content) : content;
}
