// Digits, models of digits and H2O's answers: small ones in the repository, the real ones where they lie beside the checkout.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { Frame, loadMojo, type BackendName, type Column, type Model } from '../../src/node.js';
import { readNpy, type Matrix } from './npy.js';

/** An autoencoder; `from`: the one whose units it reads. */
export interface Autoencoder {
  readonly name: string;
  readonly from?: string;
}

export interface MnistSet {
  readonly name: string;
  readonly autoencoders: readonly Autoencoder[];
  /** Those whose units make the stacked frame, in order. */
  readonly stacked: readonly string[];
  /** Rows of each kind of answer. */
  readonly rows: {
    readonly features: number;
    readonly errors: number;
    readonly cells: number;
    readonly classes: number;
  };
  /** Members and the models whose units each reads. */
  readonly members: readonly { readonly name: string; readonly reads: readonly string[] }[];
  mojo(model: string): string;
  answers(file: string): string;
  /** Pixels C1, C2, ... and `answer`, a digit as text, of the first rows. */
  digits(rows: number): Frame;
}

const SMALL = fileURLToPath(new URL('../fixtures/mnist/', import.meta.url));
const SHARED = fileURLToPath(new URL('../../../shared/mnist/', import.meta.url));

const small: MnistSet = {
  name: 'small digits',
  autoencoders: [{ name: 'AE16' }, { name: 'AE24' }, { name: 'AE8', from: 'AE24' }],
  stacked: ['AE16', 'AE8'],
  rows: { features: 60, errors: 60, cells: 5, classes: 60 },
  members: [
    { name: 'DL1', reads: ['AE16', 'AE8'] },
    { name: 'DL2', reads: ['AE24'] },
    { name: 'GBM', reads: ['AE16', 'AE8'] },
  ],
  mojo: (model) => join(SMALL, `${model}.zip`),
  answers: (file) => join(SMALL, file),
  digits: (rows) =>
    digitsOf(
      gunzipped(join(SMALL, 'digits.60.u8.gz')),
      readFileSync(join(SMALL, 'labels.60.u8')),
      196,
      rows,
    ),
};

const real: MnistSet = {
  name: 'MNIST',
  autoencoders: [
    ...['AE200', 'AE32', 'AE768', 'AE32C'].map((name) => ({ name })),
    { name: 'AE128', from: 'AE768' },
  ],
  stacked: ['AE200', 'AE32', 'AE128'],
  rows: { features: 500, errors: 10_000, cells: 50, classes: 10_000 },
  members: ['DL1', 'DL2', 'DL3', 'DRF', 'GBM'].map((name) => ({
    name,
    reads: ['AE200', 'AE32', 'AE128'],
  })),
  mojo: (model) => join(SHARED, 'mojos', `${model}.zip`),
  answers: (file) => join(SHARED, 'answers', file),
  digits: (rows) => {
    // idx: sixteen bytes in front of images, eight in front of labels.
    const data = (name: string) => gunzipped(join(SHARED, 'data', `${name}-ubyte.gz`));
    const [images, labels] = [data('t10k-images-idx3'), data('t10k-labels-idx1')];
    return digitsOf(images.subarray(16), labels.subarray(8), 784, rows);
  },
};

export const MNIST_SETS: readonly MnistSet[] = existsSync(SHARED) ? [small, real] : [small];
export const SMALL_DIGITS = small;

export const answersOf = (set: MnistSet, file: string): Matrix => readNpy(set.answers(file));

/** Models by name, of a set; to be disposed of. */
export async function loadModels(
  set: MnistSet,
  names: readonly string[],
  backend: BackendName = 'auto',
): Promise<ReadonlyMap<string, Model>> {
  const models = new Map<string, Model>();
  for (const name of names) {
    models.set(name, await loadMojo(readFileSync(set.mojo(name)), { backend }));
  }
  return models;
}

function gunzipped(path: string): Uint8Array {
  return gunzipSync(readFileSync(path));
}

function digitsOf(pixels: Uint8Array, labels: Uint8Array, size: number, rows: number): Frame {
  const columns = Array.from({ length: size }, (_, pixel): Column => {
    const values = Float64Array.from({ length: rows }, (_row, row) => pixels[row * size + pixel]);
    return { kind: 'number', name: `C${pixel + 1}`, values };
  });
  const domain = Array.from({ length: 10 }, (_, digit) => String(digit));
  const codes = Int32Array.from(labels.subarray(0, rows));
  return new Frame([...columns, { kind: 'categorical', name: 'answer', codes, domain }]);
}
