// The columns of each kind of answer, what models without such an answer say, and answers of more rows than a block has.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { AnswerKind } from '../../src/answers/index.js';
import { ArgumentError, Frame, loadMojo } from '../../src/node.js';
import { tinyGlrm } from '../algos/tiny-dim-models.js';
import {
  loadTiny,
  tinyDeepLearning,
  tinyGbm,
  tinyGlm,
  tinyKMeans,
  type Info,
  type TinyMojo,
} from '../algos/tiny-models.js';
import { inputRows } from '../support/cases.js';

const GLRM = { levelCounts: [], losses: ['Quadratic', 'Quadratic'], rank: 1 };
const CLASSES: Info = { category: 'Binomial', n_classes: 2, distribution: 'bernoulli' };

async function columnsOf(mojo: TinyMojo, kind: AnswerKind) {
  using model = await loadTiny(mojo);
  return await model.answerColumns(kind);
}

/** A GBM of so many columns. */
function wideGbm(features: number): TinyMojo {
  const names = Array.from({ length: features }, (_, i) => `x${i}`);
  return { ...tinyGbm(), columns: [...names, 'y'], domains: [...names, 'y'].map(() => null) };
}

describe('the columns', () => {
  const number = { kind: 'number' };
  const integer = { kind: 'number', integer: true };
  it.each<[string, TinyMojo, AnswerKind, readonly object[]]>([
    [
      'leaves by number',
      tinyGbm(),
      { kind: 'leaf-node-assignment', type: 'Node_ID' },
      [{ name: 'T1.C1', ...integer }],
    ],
    [
      'leaves by path',
      tinyGbm(),
      { kind: 'leaf-node-assignment', type: 'Path' },
      [{ name: 'T1.C1', kind: 'categorical', domain: [''] }],
    ],
    ['stages', tinyGbm(), { kind: 'staged-probabilities' }, [{ name: 'T1.C1', ...number }]],
    ['frequencies', tinyGbm(), { kind: 'feature-frequencies' }, [{ name: 'x', ...integer }]],
    [
      'contributions',
      tinyGbm(),
      { kind: 'contributions' },
      [
        { name: 'x', ...number },
        { name: 'BiasTerm', ...number },
      ],
    ],
    [
      'sorted contributions',
      tinyGbm(),
      { kind: 'contributions', topN: 1 },
      [
        { name: 'top_feature_1', kind: 'categorical', domain: ['x', 'BiasTerm'] },
        { name: 'top_value_1', ...number },
        { name: 'BiasTerm', ...number },
      ],
    ],
    [
      'interactions',
      wideGbm(2),
      { kind: 'contribution-interactions' },
      ['x0:x0', 'x0:x1', 'x1:x0', 'x1:x1', 'BiasTerm'].map((name) => ({ name, ...number })),
    ],
    [
      'deep features',
      tinyDeepLearning(),
      { kind: 'deep-features', layer: 1 },
      [
        { name: 'DF.L1.C1', ...number },
        { name: 'DF.L1.C2', ...number },
      ],
    ],
    [
      'calibrated probabilities',
      tinyGbm(CLASSES),
      { kind: 'calibrated' },
      [
        { name: 'predict', kind: 'categorical', domain: ['c0', 'c1'] },
        ...['c0', 'c1', 'cal_c0', 'cal_c1'].map((name) => ({ name, ...number })),
      ],
    ],
    [
      'columns from factors',
      tinyGlrm(GLRM),
      { kind: 'glrm-reconstruct' },
      [
        { name: 'reconstr_x0', ...number },
        { name: 'reconstr_x1', ...number },
      ],
    ],
  ])('of %s', async (_, mojo, kind, expected) => {
    expect(await columnsOf(mojo, kind)).toEqual(expected);
  });
});

describe('a model that has no such answer says what it needs and what it is', () => {
  const path = { kind: 'leaf-node-assignment', type: 'Path' } as const;
  const glm = 'Generalized Linear Model';
  const version = (mojo_version: string) => tinyGbm({ mojo_version });
  it.each<[string, TinyMojo, AnswerKind, string, string]>([
    ['contributions', tinyGlm(), { kind: 'contributions' }, 'GBM, DRF or XGBoost', glm],
    ['interactions', tinyGlm(), { kind: 'contribution-interactions' }, 'GBM, DRF or XGBoost', glm],
    ['frequencies', tinyGlm(), { kind: 'feature-frequencies' }, 'a model of trees', glm],
    ['deep features', tinyGlm(), { kind: 'deep-features', layer: 1 }, 'deep learning', glm],
    ['leaves', tinyGlm(), path, 'a model of trees', glm],
    ['leaves by path', version('1.10'), path, 'MOJO 1.20', '1.10'],
    ['leaves by number', version('1.20'), { ...path, type: 'Node_ID' }, 'MOJO 1.30', '1.20'],
    [
      'stages',
      tinyGlm(),
      { kind: 'staged-probabilities' },
      'a model of trees that has stages',
      glm,
    ],
    ['reconstructions', tinyGlm(), { kind: 'reconstruction' }, 'AutoEncoder', 'Regression'],
    [
      'reconstruction errors',
      tinyDeepLearning(),
      { kind: 'reconstruction-error', perFeature: false },
      'AutoEncoder',
      'Regression',
    ],
    ['columns from factors', tinyGlm(), { kind: 'glrm-reconstruct' }, 'GLRM', glm],
    [
      'columns from factors of old files',
      tinyGlrm({ ...GLRM, info: { mojo_version: '1.00', catOffsets: undefined } }),
      { kind: 'glrm-reconstruct' },
      'MOJO 1.10',
      '1.00',
    ],
    ['calibrated probabilities', tinyKMeans(), { kind: 'calibrated' }, 'Binomial', 'Clustering'],
  ])('%s', async (_, mojo, kind, needs, has) => {
    const asked = columnsOf(mojo, kind);
    await expect(asked).rejects.toMatchObject({ code: 'MODEL_CATEGORY', needs, has });
  });

  it.each([0, 2, -1, 0.5])('hidden layer %d of one', async (layer) => {
    const asked = columnsOf(tinyDeepLearning(), { kind: 'deep-features', layer });
    await expect(asked).rejects.toThrow(ArgumentError);
    await expect(asked).rejects.toMatchObject({ argument: 'layer' });
  });

  it('interactions of more than 256 features', async () => {
    const kind = { kind: 'contribution-interactions' } as const;
    expect(await columnsOf(wideGbm(256), kind)).toHaveLength(65_537);
    await expect(columnsOf(wideGbm(257), kind)).rejects.toMatchObject({
      code: 'LIMIT',
      limit: 'columns',
      allowed: 65_536,
      actual: 66_049,
    });
  });

  it('interactions of more rows than 1 GiB has room for', async () => {
    using model = await loadTiny(wideGbm(256));
    const frame = Frame.fromRows(Array.from({ length: 2048 }, () => ({ x0: 1 })));
    await expect(model.predictContributionInteractions(frame)).rejects.toMatchObject({
      code: 'LIMIT',
      limit: 'rows',
      allowed: 2047,
      actual: 2048,
    });
  });
});

it('probabilities of a model that was not calibrated are NA, and its prediction is there', async () => {
  using model = await loadTiny(tinyGbm(CLASSES));
  const frame = Frame.fromRows([{ x: 1 }, { x: 2 }]);
  const answer = await model.answer(frame, { kind: 'calibrated' });
  const [row] = (await model.predict(frame)).toRows();
  expect(answer.toRows()).toEqual(
    [row, row].map((one) => ({ ...one, cal_c0: null, cal_c1: null })),
  );
});

describe('answers of more rows than a block has are those of each row', () => {
  const folder = fileURLToPath(new URL('../fixtures/contributions/', import.meta.url));
  const rows = inputRows(readFileSync(`${folder}rows.csv`, 'utf8'));
  it.each<[string, AnswerKind]>([
    ['gbm-multi', { kind: 'leaf-node-assignment', type: 'Path' }],
    ['gbm-multi', { kind: 'leaf-node-assignment', type: 'Node_ID' }],
    ['gbm-multi', { kind: 'staged-probabilities' }],
    ['gbm-multi', { kind: 'feature-frequencies' }],
    ['gbm-multi', { kind: 'contributions', multinomial: true }],
    ['gbm-multi', { kind: 'contributions', multinomial: true, topN: 1, bottomN: 1 }],
    ['gbm-bin', { kind: 'contribution-interactions' }],
    ['xgb-bin', { kind: 'contributions', outputFormat: 'Compact' }],
    ['xgb-reg', { kind: 'contribution-interactions', outputFormat: 'Compact' }],
  ])('%s %o', async (name, kind) => {
    using model = await loadMojo(`${folder}${name}.zip`);
    const few = (await model.answer(Frame.fromRows(rows), kind)).toRows();
    const many = Frame.fromRows(Array.from({ length: 4500 }, (_, i) => rows[i % rows.length]));
    const answers = (await model.answer(many, kind)).toRows();
    expect(answers).toHaveLength(4500);
    answers.forEach((answer, i) => {
      expect(answer).toEqual(few[i % rows.length]);
    });
  });
});
