// Keys of model.ini that contradict one another: the error names the key and the figures, before anything is scored.
import { describe, expect, it } from 'vitest';
import { MojoFormatError, UnsupportedMojoError } from '../../src/node.js';
import {
  loadTiny,
  tinyDeepLearning,
  tinyGbm,
  tinyGlm,
  tinyKMeans,
  type Info,
  type TinyMojo,
} from './tiny-models.js';

async function expectRefused(mojo: TinyMojo, message: string, key: string): Promise<void> {
  const error = await loadTiny(mojo).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(MojoFormatError);
  expect((error as MojoFormatError).message).toContain(message);
  expect(error).toMatchObject({ file: 'model.ini', key });
}

describe('GLM', () => {
  it.each<[string, Info, string]>([
    ['beta', { beta: '[1.0]' }, 'expected 2 numbers (there are 1) for beta, got "[1.0]"'],
    ['beta', { beta: '[1.0, x]' }, 'expected [numbers] for beta, got "[1.0, x]"; " x" is none'],
    ['beta', { beta: undefined }, 'beta is missing'],
    [
      'beta',
      { family: 'multinomial', category: 'Multinomial', n_classes: 3 },
      'expected 6 numbers (there are 2) for beta',
    ],
    ['cats', { cats: 1 }, 'cats = 1 and nums = 1, but there are 1 features'],
    ['cats', { cats: -1, nums: 2 }, 'cats = -1 and nums = 2, but there are 1 features'],
    ['cat_offsets', { cat_offsets: '[0, 3]' }, 'cat_offsets: expected 1 ascending offsets'],
    [
      'cat_offsets',
      { cats: 1, nums: 0, cat_offsets: '[3, 0]' },
      'cat_offsets: expected 2 ascending offsets',
    ],
    [
      'num_means',
      { mean_imputation: true, num_means: '[1.0, 2.0]' },
      'expected 1 numbers (there are 2) for num_means',
    ],
    [
      'tweedie_link_power',
      { link: 'tweedie', tweedie_link_power: 'two' },
      'expected a number for tweedie_link_power, got "two"',
    ],
  ])('%s %j', async (key, info, message) => {
    await expectRefused(tinyGlm(info), message, key);
  });
});

describe('GBM', () => {
  const classes: Info = { category: 'Binomial', n_classes: 2 };
  it.each<[string, Info, string]>([
    ...['bernoulli', 'quasibinomial', 'modified_huber', 'multinomial'].map(
      (distribution): [string, Info, string] => [
        'distribution',
        { distribution },
        `expected one of numbers, as category = Regression for distribution, got "${distribution}"`,
      ],
    ),
    ['n_classes', { n_classes: 2 }, 'expected 1, as category = Regression for n_classes, got "2"'],
    ['n_classes', { n_classes: 0 }, 'expected 1, as category = Regression for n_classes, got "0"'],
    [
      'n_classes',
      { ...classes, distribution: 'bernoulli', n_classes: 1 },
      'expected 2 or more, as distribution = bernoulli for n_classes, got "1"',
    ],
    [
      'n_classes',
      { ...classes, distribution: 'multinomial', n_classes: 0 },
      'expected 1 or more, as distribution = multinomial for n_classes, got "0"',
    ],
  ])('%s %j', async (key, info, message) => {
    await expectRefused({ ...tinyGbm(info), domains: [null, null] }, message, key);
  });
});

describe('DRF', () => {
  const forest: Info = { algo: 'drf', algorithm: 'Distributed Random Forest' };
  const classes: Info = { category: 'Binomial' };
  it.each<[Info, string]>([
    [{ n_classes: 0 }, 'expected 1, as category = Regression for n_classes, got "0"'],
    [{ n_classes: 2 }, 'expected 1, as category = Regression for n_classes, got "2"'],
    [
      { ...classes, n_classes: 0 },
      'expected 2 or more, as category = Binomial for n_classes, got "0"',
    ],
    [
      { ...classes, n_classes: 1 },
      'expected 2 or more, as category = Binomial for n_classes, got "1"',
    ],
  ])('n_classes %j', async (info, message) => {
    const mojo = tinyGbm({ ...forest, binomial_double_trees: false, ...info });
    await expectRefused({ ...mojo, domains: [null, null] }, message, 'n_classes');
  });
});

describe('K-means', () => {
  it.each<[string, Info, string]>([
    ['center_1', { center_1: '[10.0]' }, 'expected 2 numbers (there are 1) for center_1'],
    ['center_2', { center_num: 3 }, 'center_2 is missing'],
    ['center_2', { center_num: 2147483647 }, 'center_2 is missing'],
    ['center_num', { center_num: -1 }, 'center_num: expected a count, got -1'],
    ['standardize', { standardize: 'yes' }, 'expected true or false for standardize, got "yes"'],
    [
      'standardize_means',
      { standardize: true, standardize_means: '[1.0]' },
      'expected 2 numbers (there are 1) for standardize_means',
    ],
    [
      'standardize_modes',
      {
        standardize: true,
        standardize_means: '[1.0, 2.0]',
        standardize_mults: '[1.0, 2.0]',
        standardize_modes: '[1, 2, 3]',
      },
      'expected 2 whole numbers (there are 3) for standardize_modes',
    ],
  ])('%s %j', async (key, info, message) => {
    await expectRefused(tinyKMeans(info), message, key);
  });
});

describe('deep learning', () => {
  it.each<[string, Info, string]>([
    [
      'weight_layer0',
      { weight_layer0: '[1.0]' },
      'expected 8 numbers (there are 1) for weight_layer0',
    ],
    ['weight_layer1', { weight_layer1: undefined }, 'weight_layer1 is missing'],
    [
      'bias_layer0',
      { bias_layer0: '[1.0]' },
      'bias_layer0: expected a multiple of 2 numbers, got 1',
    ],
    [
      'neural_network_sizes',
      { neural_network_sizes: '[4]' },
      'neural_network_sizes: expected two or more layers, the first of 4 units, got [4]',
    ],
    [
      'neural_network_sizes',
      { neural_network_sizes: '[5, 2, 1]' },
      'expected two or more layers, the first of 4 units, got [5, 2, 1]',
    ],
    [
      'neural_network_sizes',
      { neural_network_sizes: '[4, 0, 1]' },
      'expected two or more layers, the first of 4 units, got [4, 0, 1]',
    ],
    [
      'neural_network_sizes',
      { neural_network_sizes: '[4, 2, 3]' },
      'expected 1 units in the last layer',
    ],
    ['cats', { cats: 2 }, 'cats: 2 categorical and 1 numeric columns, but there are 2 features'],
    ['cat_offsets', { cat_offsets: '[0]' }, 'cat_offsets: expected 2 ascending offsets'],
    ['norm_mul', { norm_mul: '[1.0, 2.0]' }, 'expected 1 multipliers and means, got 2 and 1'],
    [
      'hidden_dropout_ratios',
      { activation: 'RectifierWithDropout', hidden_dropout_ratios: '[0.5]' },
      'expected 2 numbers (there are 1) for hidden_dropout_ratios',
    ],
    ['distribution', { distribution: 'cauchy' }, 'expected one of AUTO, bernoulli,'],
  ])('%s %j', async (key, info, message) => {
    await expectRefused(tinyDeepLearning(info), message, key);
  });

  it.each(['Sigmoid', 'constructor', 'toString'])('activation %s is not known', async (name) => {
    const loading = loadTiny(tinyDeepLearning({ activation: name }));
    await expect(loading).rejects.toThrow(UnsupportedMojoError);
  });

  it('modified_huber has no answers, and says so of every row', async () => {
    using model = await loadTiny({
      ...tinyDeepLearning({
        category: 'Binomial',
        n_classes: 2,
        distribution: 'modified_huber',
        neural_network_sizes: '[4, 2, 2]',
        weight_layer1: '[1.0, 0.0, 0.0, 1.0]',
        bias_layer1: '[0.5, 0.0]',
      }),
      domains: [['a', 'b'], null, ['no', 'yes']],
    });
    expect(() => model.easyPredict().predict({ x: 1, colour: 'a' })).toThrow(
      'H2O gives deep learning with modified_huber no label',
    );
  });

  it('the sound one scores: rectifier(x) + 0.5, NA is the mean', async () => {
    using model = await loadTiny(tinyDeepLearning());
    const predictor = model.easyPredict();
    const values = [-2, 0.25, NaN].map((x) => predictor.predict({ colour: 'a', x }));
    expect(values).toEqual([{ value: 0.5 }, { value: 0.75 }, { value: 0.5 }]);
  });
});

describe('trees', () => {
  it.each<[string, Info, string]>([
    ['n_trees', { n_trees: 1000000000 }, 'n_trees = 1000000000 with 1 trees a group'],
    ['n_trees', { n_trees: -1 }, 'n_trees = -1'],
    ['n_trees', { n_trees_per_class: 1000000000 }, 'with 1000000000 trees a group'],
    ['n_trees', { n_trees: undefined }, 'n_trees is missing'],
    ['init_f', { init_f: 'zero' }, 'expected a number for init_f, got "zero"'],
    ['distribution', { distribution: undefined }, 'distribution is missing'],
  ])('%s %j', async (key, info, message) => {
    await expectRefused(tinyGbm(info), message, key);
  });

  it('an auxiliary file that is absent is refused by name', async () => {
    const tiny = tinyGbm();
    const { 'trees/t00_000.bin': tree } = tiny.files!;
    await expect(loadTiny({ ...tiny, files: { 'trees/t00_000.bin': tree } })).rejects.toThrow(
      'the MOJO has no file trees/t00_000_aux.bin',
    );
  });
});
