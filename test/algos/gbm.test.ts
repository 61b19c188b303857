// What GbmMojoModel makes of a sum, by distribution; the one tree of these models adds 0, so that the sum is init_f.
import { describe, expect, it } from 'vitest';
import { ScoringError } from '../../src/errors.js';
import { Frame } from '../../src/node.js';
import { loadTiny, tinyGbm, type Info } from './tiny-models.js';

const CLASSES: Info = { category: 'Binomial', n_classes: 2 };

async function columnsOf(info: Info, domain?: readonly string[] | null) {
  const mojo = tinyGbm(info);
  using model = await loadTiny(domain === undefined ? mojo : { ...mojo, domains: [null, domain] });
  return (await model.answerColumns({ kind: 'prediction' })).map(({ name }) => name);
}

describe('a GBM', () => {
  it('of a quasibinomial response without levels names its columns pVal0 and pVal1', async () => {
    const quasibinomial = { ...CLASSES, distribution: 'quasibinomial' };
    expect(await columnsOf(quasibinomial, null)).toEqual(['predict', 'pVal0', 'pVal1']);
    expect(await columnsOf(quasibinomial, ['no', 'yes'])).toEqual(['predict', 'no', 'yes']);
    expect(await columnsOf({ ...CLASSES, distribution: 'bernoulli' }, ['no', 'yes'])).toEqual([
      'predict',
      'no',
      'yes',
    ]);
  });

  it.each(['fractionalbinomial', 'ordinal'])(
    'of numbers and %s inverts the logit, where the MOJO names no link',
    async (distribution) => {
      using model = await loadTiny(tinyGbm({ distribution, init_f: '0.5' }));
      const { value } = model.easyPredict().predict({ x: 1 }) as { value: number };
      expect(value).toBeCloseTo(1 / (1 + Math.exp(-0.5)), 14);
    },
  );

  it.each(['bernoulli', 'quasibinomial', 'modified_huber'])(
    'of two classes and %s gives class 1 the inverse logit',
    async (distribution) => {
      using model = await loadTiny(tinyGbm({ ...CLASSES, distribution, init_f: '-1.0' }));
      const p1 = 1 / (1 + Math.exp(1));
      const { classProbabilities } = model.easyPredict().predict({ x: 1 }) as {
        classProbabilities: number[];
      };
      expect(classProbabilities[1]).toBeCloseTo(p1, 14);
      expect(classProbabilities[0]).toBe(1 - classProbabilities[1]);
    },
  );

  it('of two classes and multinomial with one tree takes the sum of class 1 with the other sign', async () => {
    const info = { ...CLASSES, distribution: 'multinomial', init_f: '0.25' };
    using model = await loadTiny(tinyGbm(info));
    const { classProbabilities } = model.easyPredict().predict({ x: 1 }) as {
      classProbabilities: number[];
    };
    expect(classProbabilities[0]).toBeCloseTo(1 / (1 + Math.exp(-0.5)), 14);
    expect(classProbabilities[0] + classProbabilities[1]).toBeCloseTo(1, 14);
  });

  describe('of classes and any other distribution', () => {
    const labelOf = async (initF: string, rows = 3) => {
      const info = { ...CLASSES, distribution: 'custom', init_f: initF, link_function: 'identity' };
      using model = await loadTiny(tinyGbm(info));
      const frame = Frame.fromRows(Array.from({ length: rows }, (_, x) => ({ x })));
      return (await model.predict(frame)).toRows().map(({ predict }) => predict);
    };

    it('has the whole part of the sum as its label', async () => {
      expect(await labelOf('0.9')).toEqual(['c0', 'c0', 'c0']);
      expect(await labelOf('1.9')).toEqual(['c1', 'c1', 'c1']);
      expect(await labelOf('-0.9', 1)).toEqual(['c0']);
    });

    it.each(['2.0', '-1.0', '7.5'])('fails on the label %s, which no class has', async (sum) => {
      await expect(labelOf(sum)).rejects.toThrow(ScoringError);
      await expect(labelOf(sum)).rejects.toThrow(/row 0.* none of the 2 classes/s);
    });
  });
});
