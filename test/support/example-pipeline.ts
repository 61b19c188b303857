// examples/mnist in a folder of its own, with a description that a test may change.
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll } from 'vitest';

const EXAMPLE = fileURLToPath(new URL('../../examples/mnist/', import.meta.url));

export const IMAGES = 't10k-images-idx3-ubyte.gz';
export const LABELS = 't10k-labels-idx1-ubyte.gz';
export const TRAIN_IMAGES = 'train-images-idx3-ubyte.gz';

/** All that a description can ask for, in little. */
export const DESCRIPTION = {
  input: { images: IMAGES, labels: LABELS },
  augment: [{ effects: ['shift', 'bold'], copies: 2, seed: 1, of: TRAIN_IMAGES, output: 'more' }],
  train: [
    {
      images: TRAIN_IMAGES,
      labels: 'train-labels-idx1-ubyte.gz',
      split: [70, 30],
      features: ['train.csv', 'valid.csv.gz'],
    },
  ],
  models: { AE16: 'AE16.zip', AE6: 'AE6.zip', DL1: 'DL1.zip', GBM: 'GBM.zip' },
  features: [
    { model: 'AE16', prefix: 'AE16.' },
    { model: 'AE6', prefix: 'AE6.', from: { model: 'AE16' } },
  ],
  score: { members: ['DL1', 'GBM'] },
  output: {
    features: 'out/stacked.parquet',
    predictions: 'out/team.csv',
    performance: 'out/performance.json',
    team: 'out/team.json',
    report: 'out/report.html',
  },
};

/** What a run of it writes. */
export const WRITTEN = [
  'more/train-images-shift-1.idx.gz',
  'more/train-images-shift-2.idx.gz',
  'more/train-images-bold-1.idx.gz',
  'more/train-images-bold-2.idx.gz',
  'train.csv',
  'valid.csv.gz',
  ...Object.values(DESCRIPTION.output),
];

export class ExampleFolder {
  readonly path: string;

  private constructor(path: string) {
    this.path = path;
  }

  static async create(): Promise<ExampleFolder> {
    const path = await mkdtemp(join(tmpdir(), 'wasmojo-pipeline-'));
    for (const name of await readdir(EXAMPLE)) {
      if (/\.(zip|gz)$/.test(name)) await cp(join(EXAMPLE, name), join(path, name));
    }
    return new ExampleFolder(path);
  }

  at(name: string): string {
    return join(this.path, name);
  }

  /** Writes a description as JSON, and gives its path. */
  async describe(description: object, name = 'digits.json'): Promise<string> {
    await writeFile(this.at(name), JSON.stringify(description));
    return this.at(name);
  }

  bytes(name: string): Promise<Buffer> {
    return readFile(this.at(name));
  }

  async json(name: string): Promise<unknown> {
    return JSON.parse(await readFile(this.at(name), 'utf8'));
  }

  /** The bytes of all files that the description asks for. */
  async written(): Promise<Buffer[]> {
    return Promise.all(WRITTEN.map((name) => this.bytes(name)));
  }

  /** Files that are not finished. */
  async partial(): Promise<string[]> {
    const names = await readdir(this.path, { recursive: true });
    return names.filter((name) => name.includes('.partial'));
  }
}

/** A function that makes folders, which go away with the test file. */
export function exampleFolders(): () => Promise<ExampleFolder> {
  const folders: ExampleFolder[] = [];
  afterAll(async () => {
    for (const { path } of folders) await rm(path, { recursive: true, force: true });
  });
  return async () => {
    const folder = await ExampleFolder.create();
    folders.push(folder);
    return folder;
  };
}
