// Link functions by distribution, family and link, against the answers of h2o-genmodel 3.46.0.10 (Java 17) for the same MOJOs.
import { describe, expect, it } from 'vitest';
import { isClose } from '../conformance/compare.js';
import { BACKENDS } from '../support/backends.js';
import { loadTiny, tinyGbm, tinyGlm, type Info, type TinyMojo } from './tiny-models.js';

const X = [-800, -50, -2, -1e-6, 0, 1e-6, 0.3, 5, 50, 800, NaN];

/** Two steps of the last place of a double: Java's own exp and pow may differ by one. */
const TOLERANCE = 4.5e-16;

async function expectAnswers(
  mojo: TinyMojo,
  expected: readonly number[],
  answer: 'offset' | 'column',
): Promise<void> {
  for (const backend of BACKENDS) {
    using model = await loadTiny(mojo, { backend });
    const predictor = model.easyPredict();
    X.forEach((x, i) => {
      const prediction =
        answer === 'column' ? predictor.predict({ x }) : predictor.predict({}, { offset: x });
      const value =
        'value' in prediction
          ? prediction.value
          : 'classProbabilities' in prediction
            ? prediction.classProbabilities[1]
            : NaN;
      if (!isClose(value, expected[i], TOLERANCE)) {
        expect.fail(`${backend}, x = ${x}: expected ${expected[i]}, got ${value}`);
      }
    });
  }
}

const IDENTITY = X;
const GBM_LOG = [
  0,
  1.9287498479639178e-22,
  0.1353352832366127,
  0.9999990000005,
  1,
  1.0000010000005,
  1.3498588075760032,
  148.4131591025766,
  1e19,
  1e19,
  NaN,
];
const GBM_LOGIT = [
  1e-19,
  1e-19,
  0.11920292202211755,
  0.49999974999999997,
  0.5,
  0.50000025,
  0.574442516811659,
  0.9933071490757153,
  1,
  1,
  NaN,
];
const OLOGLOG = [
  0,
  0,
  0.12657698150688335,
  0.6321201909491165,
  0.6321205588285577,
  0.6321209267079988,
  0.7407231340091724,
  1,
  1,
  1,
  NaN,
];
/** H2O's own sign: from 0 to 1e-5 nothing is clamped. */
const GBM_INVERSE = [
  -0.00125,
  -0.02,
  -0.5,
  -99999.99999999999,
  Infinity,
  1000000,
  3.3333333333333335,
  0.2,
  0.02,
  0.00125,
  NaN,
];

describe('GBM: link_function', () => {
  it.each([
    ['identity', IDENTITY],
    ['log', GBM_LOG],
    ['logit', GBM_LOGIT],
    ['ologit', GBM_LOGIT],
    ['ologlog', OLOGLOG],
    ['oprobit', X.map(() => 0)],
    ['inverse', GBM_INVERSE],
    ['tweedie', IDENTITY],
  ])('%s', async (link, expected) => {
    await expectAnswers(tinyGbm({ link_function: link }), expected, 'offset');
  });

  it('a link that H2O does not have is refused with all names', async () => {
    await expect(loadTiny(tinyGbm({ link_function: 'probit' }))).rejects.toThrow(
      'model.ini: expected one of identity, log, logit, ologit, ologlog, oprobit, inverse, tweedie for link_function, got "probit"',
    );
  });
});

describe('GBM: the link of a distribution in MOJOs that name none', () => {
  it.each([
    ['gaussian', IDENTITY],
    ['huber', IDENTITY],
    ['laplace', IDENTITY],
    ['quantile', IDENTITY],
    ['AUTO', IDENTITY],
    ['custom', IDENTITY],
    ['negativebinomial', IDENTITY],
    ['poisson', GBM_LOG],
    ['gamma', GBM_LOG],
    ['tweedie', GBM_LOG],
  ])('%s', async (distribution, expected) => {
    const info = { distribution, mojo_version: '1.30' };
    await expectAnswers(tinyGbm(info), expected, 'offset');
  });

  it.each(['bernoulli', 'quasibinomial', 'modified_huber'])('%s', async (distribution) => {
    const info = { distribution, category: 'Binomial', n_classes: 2 };
    await expectAnswers(tinyGbm(info), GBM_LOGIT, 'offset');
  });
});

const GLM_LOGIT = [
  0,
  1.928749847963918e-22,
  0.11920292202211755,
  0.49999974999999997,
  0.5,
  0.50000025,
  0.574442516811659,
  0.9933071490757153,
  1,
  1,
  NaN,
];
const GLM_LOG = [
  0,
  1.9287498479639178e-22,
  0.1353352832366127,
  0.9999990000005,
  1,
  1.0000010000005,
  1.3498588075760032,
  148.4131591025766,
  5.184705528587072e21,
  Infinity,
  NaN,
];
const GLM_INVERSE = [
  -0.00125,
  -0.02,
  -0.5,
  -99999.99999999999,
  99999.99999999999,
  99999.99999999999,
  3.3333333333333335,
  0.2,
  0.02,
  0.00125,
  NaN,
];

describe('GLM', () => {
  it.each<[string, Info, readonly number[]]>([
    ['identity', { link: 'identity' }, IDENTITY],
    ['log', { link: 'log', family: 'poisson' }, GLM_LOG],
    ['logit', { link: 'logit', family: 'gaussian' }, GLM_LOGIT],
    ['inverse', { link: 'inverse', family: 'gamma' }, GLM_INVERSE],
  ])('link %s', async (_, info, expected) => {
    await expectAnswers(tinyGlm(info), expected, 'column');
  });

  it.each<[number, readonly number[]]>([
    [0, GLM_LOG.map((value) => Math.max(2e-16, value))],
    [1, IDENTITY],
    [
      2,
      [
        NaN,
        NaN,
        NaN,
        NaN,
        0,
        0.001,
        0.5477225575051661,
        2.23606797749979,
        7.0710678118654755,
        28.284271247461902,
        NaN,
      ],
    ],
    [
      -1,
      [
        -0.00125,
        -0.02,
        -0.5,
        -1000000,
        Infinity,
        1000000,
        3.3333333333333335,
        0.2,
        0.02,
        0.00125,
        NaN,
      ],
    ],
    [0.5, [640000, 2500, 4, 1e-12, 0, 1e-12, 0.09, 25, 2500, 640000, NaN]],
    [
      -0.3,
      [
        NaN,
        NaN,
        NaN,
        NaN,
        Infinity,
        1.0000000000000021e20,
        55.32598452539711,
        0.0046784283811405845,
        2.171534093275924e-6,
        2.1039401269842594e-10,
        NaN,
      ],
    ],
  ])('tweedie with link power %d', async (power, expected) => {
    const info = { family: 'tweedie', link: 'tweedie', tweedie_link_power: power };
    await expectAnswers(tinyGlm(info), expected, 'column');
  });

  it.each(['binomial', 'fractionalbinomial', 'quasibinomial'])('family %s', async (family) => {
    const info = { family, link: 'logit', category: 'Binomial', n_classes: 2 };
    await expectAnswers(tinyGlm(info), GLM_LOGIT, 'column');
  });

  it('a link that H2O does not have is refused', async () => {
    await expect(loadTiny(tinyGlm({ link: 'oprobit' }))).rejects.toThrow(
      'link function oprobit is not known to h2o-genmodel',
    );
  });
});
