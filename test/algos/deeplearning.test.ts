// Deep learning in the corners that trained models do not reach, as DeeplearningMojoModel and its reader.
import { describe, expect, it } from 'vitest';
import { Frame, UnsupportedMojoError } from '../../src/node.js';
import { loadTiny, tinyDeepLearning, type Info } from './tiny-models.js';

/** The network gives x + 0.5. */
async function value(info: Info, x: number): Promise<unknown> {
  using model = await loadTiny(tinyDeepLearning(info));
  return model.easyPredict().predict({ x, colour: 'a' });
}

async function refusal(info: Info): Promise<unknown> {
  return loadTiny(tinyDeepLearning(info)).then(
    () => undefined,
    (error: unknown) => error,
  );
}

describe('a regression', () => {
  const LOGIT = 1 / (1 + Math.exp(-1.5));
  const EXP = Math.exp(1.5);

  it.each([
    ['AUTO', 1.5],
    ['gaussian', 1.5],
    ['huber', 1.5],
    ['laplace', 1.5],
    ['quantile', 1.5],
    ['bernoulli', LOGIT],
    ['quasibinomial', LOGIT],
    ['ordinal', LOGIT],
    ['multinomial', EXP],
    ['poisson', EXP],
    ['gamma', EXP],
    ['tweedie', EXP],
  ])('of distribution %s has its inverse link', async (distribution, expected) => {
    const prediction = (await value({ distribution }, 1)) as { value: number };
    expect(prediction.value).toBeCloseTo(expected, 14);
  });

  it('of a standardized response comes back to its units', async () => {
    const norm = { norm_resp_mul: '[0.5]', norm_resp_sub: '[10.0]' };
    expect(await value(norm, 1)).toEqual({ value: 13 });
  });

  it.each<Info>([
    { norm_resp_mul: '[0.5]' },
    { norm_resp_sub: '[10.0]' },
    { norm_resp_mul: '[]', norm_resp_sub: '[]' },
  ])('is not standardized with %j alone', async (norm) => {
    expect(await value(norm, 1)).toEqual({ value: 1.5 });
  });

  it('that is NaN fails, by the number of the row', async () => {
    using model = await loadTiny(tinyDeepLearning());
    const failed = model.predict(
      Frame.fromRows([{ x: 1, colour: 'a' }, { x: 'NaN' }, { x: Infinity }]),
    );
    await expect(failed).rejects.toMatchObject({ code: 'SCORING', row: 2 });
    await expect(failed).rejects.toThrow('Predicted regression target NaN!');
  });
});

describe('the distribution modified_huber', () => {
  it('has no answers for a regression either: Java writes beyond its predictions', async () => {
    const message = 'H2O gives deep learning with modified_huber no label';
    await expect(value({ distribution: 'modified_huber' }, 1)).rejects.toThrow(message);
    using model = await loadTiny(tinyDeepLearning({ distribution: 'modified_huber' }));
    const failed = model.predict(Frame.fromRows([{ x: 1, colour: 'a' }]));
    await expect(failed).rejects.toMatchObject({ code: 'SCORING', row: 0 });
  });
});

describe('refused', () => {
  it.each<[string, Info]>([
    ['cats', { cats: -1, nums: 3 }],
    ['cats', { cats: 3, nums: -1, cat_offsets: '[0, 1, 2, 3]' }],
    ['cat_offsets', { cat_offsets: '[3, 0]' }],
    ['cat_offsets', { cat_offsets: '[-1, 3]' }],
    ['norm_mul', { norm_sub: '[1.0, 2.0]' }],
    [
      'neural_network_sizes',
      { category: 'AutoEncoder', supervised: false, neural_network_sizes: '[4, 2, 3]' },
    ],
  ])('a wrong %s: %j', async (key, info) => {
    expect(await refusal(info)).toMatchObject({ code: 'MOJO_FORMAT', file: 'model.ini', key });
  });

  it('Maxout of more than two channels', async () => {
    const error = await refusal({
      activation: 'Maxout',
      bias_layer0: '[0.0, 0.0, 0.0, 0.0, 0.0, 0.0]',
      weight_layer0: `[${new Array(24).fill('0.0').join(', ')}]`,
    });
    expect(error).toBeInstanceOf(UnsupportedMojoError);
    expect(error).toMatchObject({ algorithm: 'Deep Learning', supported: '1 or 2 channels' });
  });

  it('an activation that is not known, with those that are', async () => {
    expect(await refusal({ activation: 'Sigmoid' })).toMatchObject({
      algorithm: 'Deep Learning',
      supported: expect.stringMatching(/^Tanh, TanhWithDropout, Rectifier, /) as string,
    });
  });
});
