// What is scored. A new case is a zip in fixtures/ and an entry here.
import { fileURLToPath } from 'node:url';
import { below, normal } from './random.mjs';

const fixture = (name) => fileURLToPath(new URL(`fixtures/${name}`, import.meta.url));

/**
 * `number` draws a cell of a numeric column; levels of categorical ones are drawn evenly. `tolerance` is relative: Java's own
 * exp may differ from ours in the last place.
 */
export const CASES = [
  {
    name: 'gbm',
    title: 'GBM, 100 trees of depth 6, 28 numeric columns',
    mojo: fixture('gbm-28x100x6.zip'),
    number: normal,
    tolerance: 1e-12,
  },
  {
    name: 'glm',
    title: 'GLM, binomial, 4 numeric and 4 categorical columns',
    mojo: fixture('glm-binomial.zip'),
    number: (random) => 5 * normal(random),
    tolerance: 1e-12,
  },
  {
    name: 'deeplearning',
    title: 'Deep learning, 60-20-10, rectifier, 10 classes, 60 numeric columns',
    mojo: fixture('deeplearning-60x20x10.zip'),
    number: (random) => below(random, 17),
    tolerance: 1e-10,
  },
  {
    name: 'kmeans',
    title: 'K-means, 4 centres, 4 numeric and 4 categorical columns',
    mojo: fixture('kmeans-4.zip'),
    number: (random) => 5 * normal(random),
    tolerance: 0,
  },
];
