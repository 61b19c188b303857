// What is scored. A new case is a MOJO in fixtures/ (small) or models/ (made by models/train.py) and an entry here.
//   operation      predict, contributions, deep-features (the first hidden layer) or chain (hidden layers of several models)
//   kind           forest, network or other: what contenders choose by
//   number         draws a cell of a numeric column; levels of categorical ones are drawn evenly. Rounded to float32, which is
//                  what some contenders take, so that all get the same rows
//   table          instead of `number`: makes all rows
//   tolerance      relative, of contenders that calculate as h2o-genmodel: Java's own exp may differ from ours in the last place
//   closeTolerance absolute, of contenders that calculate in float32
//   rows           rows of a call
//   rowByRow       also the contenders that go row by row, and our back ends for want of SIMD or WebAssembly
//   threads        only contenders with threads, and those they are compared with
import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inkedRows, mnistFile, mnistRows } from './mnist.mjs';
import { below, normal } from './random.mjs';

const fixture = (name) => fileURLToPath(new URL(`fixtures/${name}.zip`, import.meta.url));
const trained = (name) => fileURLToPath(new URL(`models/${name}.zip`, import.meta.url));
const mnist = (name) => mnistFile(`mojos/${name}.zip`);

const standardNormal = (random) => Math.fround(normal(random));
const wide = (random) => Math.fround(5 * normal(random));

const FOREST = { operation: 'predict', kind: 'forest', number: standardNormal, tolerance: 1e-12 };
const FOREST_CLOSE = { ...FOREST, closeTolerance: 1e-5 };
const SMALL_CASE = { rowByRow: true, rows: [1, 1000, 100_000] };

/** Part of every run. */
export const CASES = [
  {
    name: 'gbm',
    title: 'GBM, 100 trees of depth 6, 28 numeric columns',
    mojo: fixture('gbm-28x100x6'),
    ...FOREST_CLOSE,
    rowByRow: true,
    rows: [1, 10, 1000, 100_000],
  },
  {
    name: 'glm',
    title: 'GLM, binomial, 4 numeric and 4 categorical columns',
    mojo: fixture('glm-binomial'),
    operation: 'predict',
    kind: 'other',
    number: wide,
    tolerance: 1e-12,
    ...SMALL_CASE,
  },
  {
    name: 'deeplearning',
    title: 'Deep learning, 60-20-10, rectifier, 10 classes, 60 numeric columns',
    mojo: fixture('deeplearning-60x20x10'),
    operation: 'predict',
    kind: 'other',
    number: (random) => below(random, 17),
    tolerance: 1e-10,
    ...SMALL_CASE,
  },
  {
    name: 'kmeans',
    title: 'K-means, 4 centres, 4 numeric and 4 categorical columns',
    mojo: fixture('kmeans-4'),
    operation: 'predict',
    kind: 'other',
    number: wide,
    tolerance: 0,
    ...SMALL_CASE,
  },
];

/** Part of full runs, where their models are there. */
export const FULL_CASES = [
  {
    name: 'gbm-500x5',
    title: 'GBM, 500 trees of depth 5, 28 numeric columns',
    mojo: trained('gbm-28x500x5'),
    ...FOREST_CLOSE,
    rows: [1000, 100_000],
  },
  {
    name: 'drf',
    title: 'DRF, 50 trees of depth 20, 28 numeric columns',
    mojo: trained('drf-28x50x20'),
    ...FOREST_CLOSE,
    rows: [1000, 100_000],
  },
  {
    name: 'xgboost-100x6',
    title: 'XGBoost, 100 trees of depth 6, 28 numeric columns',
    mojo: trained('xgboost-28x100x6'),
    ...FOREST_CLOSE,
    rows: [100_000],
  },
  {
    name: 'xgboost-500x5',
    title: 'XGBoost, 500 trees of depth 5, 28 numeric columns',
    mojo: trained('xgboost-28x500x5'),
    ...FOREST_CLOSE,
    rows: [100_000],
  },
  {
    name: 'shap',
    title: 'Contributions (TreeSHAP): GBM, 100 trees of depth 6, 28 numeric columns',
    mojo: fixture('gbm-28x100x6'),
    ...FOREST,
    operation: 'contributions',
    tolerance: 0,
    rows: [1000],
  },
  {
    name: 'shap-xgboost',
    title: 'Contributions (TreeSHAP): XGBoost, 100 trees of depth 6, 28 numeric columns',
    mojo: trained('xgboost-28x100x6'),
    ...FOREST,
    operation: 'contributions',
    tolerance: 0,
    rows: [1000],
  },
  {
    name: 'ae200',
    title: 'Autoencoder 784-200-784, Tanh, rows without zeros',
    mojo: mnist('AE200'),
    operation: 'predict',
    kind: 'network',
    number: (random) => 1 + below(random, 254),
    tolerance: 1e-9,
    closeTolerance: 0.02, // of pixels from 0 to 255
    rows: [1, 1000],
  },
  {
    name: 'ae200-features',
    title:
      'Deep features: hidden layer of the autoencoder 784-200-784, ink in all pixels but the blank ones',
    mojo: mnist('AE200'),
    operation: 'deep-features',
    kind: 'network',
    table: inkedRows,
    tolerance: 1e-12,
    closeTolerance: 1e-4,
    rows: [1, 1000],
  },
  {
    name: 'mnist',
    title: 'Deep features of MNIST: AE200, AE32, AE768 and AE128 on its layer; 360 columns',
    chain: [
      { name: 'AE200', mojo: mnist('AE200'), answer: true },
      { name: 'AE32', mojo: mnist('AE32'), answer: true },
      { name: 'AE768', mojo: mnist('AE768') },
      { name: 'AE128', mojo: mnist('AE128'), from: 'AE768', answer: true },
    ],
    operation: 'chain',
    kind: 'network',
    table: mnistRows,
    tolerance: 1e-11,
    closeTolerance: 1e-4,
    rows: [1, 1000],
  },
  {
    name: 'threads',
    title: 'Threads: GBM, 100 trees of depth 6, 28 numeric columns',
    mojo: fixture('gbm-28x100x6'),
    ...FOREST,
    rows: [1_000_000],
    threads: true,
  },
];

export const EVERY_CASE = [...CASES, ...FULL_CASES];

/** Why a case cannot be run here; undefined when it can. */
export function missingModel({ name, mojo, chain }) {
  const wanted = chain ? chain.map((link) => link.mojo) : [mojo];
  const absent = wanted.find((path) => !existsSync(path));
  if (absent === undefined) return undefined;
  const advice = absent.startsWith(mnistFile(''))
    ? 'the MNIST models are no part of the repository'
    : 'python3 bench/models/train.py makes it';
  return `${name} is left out: there is no ${basename(absent)}; ${advice}`;
}
