// Random models and rows, for comparisons with the reference.
import { EXTREMES } from '../../engine/random.js';
import type { BoosterSpec, TreeSpec } from './booster-bytes.js';
import type { FeatureSpec } from './reference.js';

type Random = () => number;

const LEVELS = [3, 1, 12];
const NUMS = 3;

/** `missing`: levels of the last column that have no cell of their own. */
export function randomFeatures(
  random: Random,
  useAllFactorLevels: boolean,
  missing = 0,
): FeatureSpec {
  const catOffsets = [0];
  LEVELS.forEach((levels, c) =>
    catOffsets.push(catOffsets[c] + levels + (useAllFactorLevels ? 1 : 0)),
  );
  catOffsets[LEVELS.length] -= missing;
  return {
    cats: LEVELS.length,
    nums: NUMS,
    catOffsets,
    useAllFactorLevels,
    sparse: random() < 0.5,
  };
}

export const DOMAINS = [
  ...LEVELS.map((count, c) => Array.from({ length: count }, (_, level) => `c${c}l${level}`)),
  ...Array.from({ length: NUMS }, () => null),
];

export const THRESHOLDS = [0.5, 1, 0, -0, 2, -1, NaN, Infinity, -Infinity, 1e-45, 0.1, 1.5];

export function randomTree(random: Random, features: number, depth: number): TreeSpec {
  if (depth === 0 || random() < 0.15) return { leaf: random() - 0.5 };
  return {
    feature: Math.floor(random() * features),
    threshold: random() < 0.5 ? 1 : THRESHOLDS[Math.floor(random() * THRESHOLDS.length)],
    defaultLeft: random() < 0.5,
    left: randomTree(random, features, depth - 1),
    right: randomTree(random, features, depth - 1),
  };
}

/** Levels (NaN is NA) and numbers, extreme ones too. */
export function randomRow(random: Random): number[] {
  const levels = LEVELS.map((count) => (random() < 0.15 ? NaN : Math.floor(random() * count)));
  const numbers = Array.from({ length: NUMS }, () => {
    if (random() < 0.4) return Math.round(random() * 4) / 2;
    return random() < 0.5 ? random() * 4 - 2 : EXTREMES[Math.floor(random() * EXTREMES.length)];
  });
  return [...levels, ...numbers];
}

export function randomBooster(
  random: Random,
  name: 'gbtree' | 'dart' | 'gblinear',
  features: number,
  classes: number,
  version: readonly [number, number],
  objective: string,
): BoosterSpec {
  const groups = Math.max(1, classes);
  const common = { version, objective, baseScore: 0.3, features, classes };
  if (name === 'gblinear') {
    const weights = Array.from({ length: (features + 1) * groups }, () => random() - 0.5);
    return { ...common, body: { name, weights } };
  }
  const perGroup = 5;
  const trees = Array.from({ length: perGroup * groups }, (_, i) => ({
    group: i % groups,
    root: randomTree(random, features, 5),
  }));
  const weights = Array.from({ length: trees.length }, () => random());
  return { ...common, body: { name, trees, ...(name === 'dart' && { weights }) } };
}
