// Labels and corrected probabilities; the expected answers are those of hex.genmodel.GenModel 3.46.0.10 itself.
import { describe, expect, it } from 'vitest';
import { correctProbabilities, labelClasses, predictLabels } from '../../src/algos/labels.js';
import { createJsKernels } from '../../src/engine/js/index.js';
import type { Block } from '../../src/engine/kernels.js';
import { loadTiny, tinyGbm } from './tiny-models.js';

function blockOf(...columns: readonly (readonly number[])[]): Block {
  const block = createJsKernels().block(columns.length, columns[0].length);
  columns.forEach((values, c) => block.columns[c].set(values));
  return block;
}

/** GenModel.getPrediction for one row. */
function label(
  probabilities: readonly number[],
  row: readonly number[],
  prior?: readonly number[],
  threshold = 0.5,
): number {
  const preds = blockOf([-1], ...probabilities.map((p) => [p]));
  const input = blockOf(...row.map((x) => [x]));
  predictLabels(preds, input, 1, prior && Float64Array.from(prior), threshold);
  return preds.columns[0][0];
}

describe('two classes', () => {
  it('class 1 from the threshold on', () => {
    const threshold = 0.4656380779025246;
    const below = 0.46563807790252454;
    expect(below).toBeLessThan(threshold);
    const ps = [threshold, below, 0, 1, NaN];
    expect(ps.map((p) => label([1 - p, p], [0], undefined, threshold))).toEqual([1, 0, 0, 1, 0]);
  });
});

describe('more classes', () => {
  it('the largest without a tie', () => {
    expect(label([0.1, 0.7, 0.2], [0])).toBe(1);
    expect(label([0.4, 0.4, 0.5], [0])).toBe(2);
  });

  it('a tie goes by the prior shares and java.util.Random of the row', () => {
    const prior = [0.2, 0.3, 0.5];
    const xs = [0, 1, 2, 3.5, -1, 1e10, 0.1, NaN, -0, 100];
    const labels = xs.map((x) => label([0.25, 0.25, 0.25], [x], prior));
    expect(labels).toEqual([2, 1, 2, 0, 1, 1, 1, 0, 2, 1]);
  });

  it('class 0 is always among the ties, and earlier ties stay in the list', () => {
    const xs = [0, 1, 2, 3.5, -1];
    expect(xs.map((x) => label([0.4, 0.2, 0.4], [x, 7], [0.7, 0.1, 0.2]))).toEqual([0, 0, 0, 2, 0]);
    expect(xs.map((x) => label([0.1, 0.45, 0.45], [x, 7], [0.2, 0.3, 0.5]))).toEqual([
      2, 2, 2, 2, 2,
    ]);
    const even = [0.25, 0.25, 0.25, 0.25];
    expect(
      [0, 1, 2, 3.5, -1, 64, 1e10].map((x) => label([0.1, 0.1, 0.4, 0.4], [x, -3.25], even)),
    ).toEqual([3, 1, 3, 3, 1, 0, 1]);
  });

  it('without prior shares the hash itself chooses', () => {
    const xs = [0.1, 0.2, 0.7, 1 / 3, 2 / 3, 123.456, -9.87, Math.PI, Math.E, -Math.PI];
    expect(xs.map((x) => label([0.25, 0.25, 0.25, 0.25], [x]))).toEqual([
      2, 2, 0, 1, 1, 0, 0, 0, 1, 0,
    ]);
    expect(xs.map((x) => label([0.1, 0.4, 0.1, 0.4], [x]))).toEqual([1, 1, 1, 3, 3, 1, 1, 1, 3, 1]);
  });

  it('a NaN in the prior shares does likewise', () => {
    expect([0, 0.1, 0.7].map((x) => label([0.25, 0.25, 0.25], [x], [NaN, 0.3, 0.5]))).toEqual([
      0, 0, 0,
    ]);
  });

  it('NaN is never larger and never ties', () => {
    const third = [1 / 3, 1 / 3, 1 / 3];
    expect(label([NaN, 0.5, 0.5], [1], third)).toBe(0);
    expect(label([0.1, NaN, 0.5], [1], third)).toBe(2);
    expect(label([0.1, 0.5, NaN], [1], third)).toBe(1);
    expect(label([NaN, NaN, NaN], [1], third)).toBe(0);
    expect([1, 2, 3].map((x) => label([0.5, NaN, 0.5], [x], third))).toEqual([0, 2, 0]);
  });
});

describe('correctProbabilities', () => {
  const corrected = (ps: readonly number[], prior: readonly number[], model: readonly number[]) => {
    const preds = blockOf([0], ...ps.map((p) => [p]));
    correctProbabilities(preds, 1, Float64Array.from(prior), Float64Array.from(model));
    return preds.columns.slice(1).map((column) => column[0]);
  };

  it('scales every class and makes the sum 1', () => {
    expect(corrected([0.5, 0.3, 0.2], [0.2, 0.3, 0.5], [0.4, 0.4, 0.2])).toEqual([
      0.25641025641025644, 0.23076923076923073, 0.5128205128205129,
    ]);
  });

  it('leaves a class with a share of 0 as it is', () => {
    expect(corrected([0.5, 0.3, 0.2], [0, 0.3, 0.7], [0.4, 0, 0.6])).toEqual([
      0.48387096774193544, 0.29032258064516125, 0.22580645161290325,
    ]);
  });

  it('does not divide by 0 nor by NaN', () => {
    expect(corrected([0, 0, 0], [0.2, 0.3, 0.5], [0.4, 0.4, 0.2])).toEqual([0, 0, 0]);
    expect(corrected([NaN, 0.3, 0.2], [0.2, 0.3, 0.5], [0.4, 0.4, 0.2])).toEqual([
      NaN,
      0.22499999999999995,
      0.5,
    ]);
  });

  it('comes before the label, and only for balanced classes', () => {
    const rule = {
      priorClassDistrib: Float64Array.of(0.9, 0.1),
      modelClassDistrib: Float64Array.of(0.5, 0.5),
      defaultThreshold: 0.5,
    };
    const labelOf = (balanceClasses: boolean) => {
      const preds = blockOf([-1], [0.4], [0.6]);
      labelClasses({ ...rule, balanceClasses }, preds, blockOf([0]), 1);
      return preds.columns[0][0];
    };
    expect([labelOf(false), labelOf(true)]).toEqual([1, 0]);
  });
});

describe('shares in model.ini', () => {
  const binomial = { distribution: 'bernoulli', category: 'Binomial', n_classes: 2 };

  it('must be one per class', async () => {
    const wrong = tinyGbm({ ...binomial, prior_class_distrib: '[0.2, 0.3, 0.5]' });
    await expect(loadTiny(wrong)).rejects.toThrow(
      'model.ini: prior_class_distrib: expected 2 numbers, got 3',
    );
  });

  it('must be there when classes were balanced', async () => {
    const absent = tinyGbm({
      ...binomial,
      balance_classes: true,
      prior_class_distrib: '[0.5, 0.5]',
    });
    await expect(loadTiny(absent)).rejects.toThrow(
      'model.ini: model_class_distrib: expected 2 numbers, got none',
    );
  });
});
