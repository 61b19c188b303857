// Low rank models, principal components, words and target encoders whose keys or files contradict one another.
import { describe, expect, it } from 'vitest';
import { MojoFormatError, UnsupportedMojoError } from '../../src/node.js';
import {
  bigEndianDoubles,
  tinyGlrm,
  tinyPca,
  tinyTargetEncoder,
  tinyWord2Vec,
  type EncodingFiles,
} from './tiny-dim-models.js';
import { loadTiny, type Info, type TinyMojo } from './tiny-models.js';

async function refusal(mojo: TinyMojo): Promise<MojoFormatError> {
  const error = await loadTiny(mojo).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(MojoFormatError);
  return error as MojoFormatError;
}

describe('GLRM', () => {
  const glrm = (info: Info, losses = ['Categorical', 'Quadratic']) =>
    tinyGlrm({ levelCounts: [3], losses, rank: 2, info });

  it.each<[string, Info, string]>([
    ['nrowY', { nrowY: 0, ncolX: 0 }, 'a number of archetypes above 0'],
    ['ncolY', { ncolY: 0 }, 'a number of columns above 0'],
    ['ncolX', { ncolX: 3 }, 'expected 2, as nrowY for ncolX, got "3"'],
    ['regularizationX', { regularizationX: 'Lasso' }, 'expected one of None, Quadratic,'],
    ['initialization', { initialization: 'Guess' }, 'expected one of Random, SVD,'],
    ['num_categories', { num_categories: 2 }, 'a count that makes the 2 columns'],
    ['num_categories', { num_categories: -1, num_numeric: 3 }, 'a count that makes the 2 columns'],
    ['cols_permutation', { cols_permutation: '[1]' }, 'expected 2 whole numbers (there are 1)'],
    ['cols_permutation', { cols_permutation: '[1, 2]' }, 'columns below n_features = 2'],
    ['cols_permutation', { cols_permutation: '[0, 1]' }, 'categorical columns first; 0 has no'],
    ['norm_sub', { norm_sub: '[1.0, 2.0]' }, 'expected 1 numbers (there are 2)'],
    ['norm_mul', { norm_mul: undefined }, 'norm_mul is missing'],
    ['num_levels_per_category', { num_levels_per_category: '[]' }, 'at least 1 counts'],
    ['num_levels_per_category', { num_levels_per_category: '[-1]' }, 'expected counts'],
    ['num_levels_per_category', { num_levels_per_category: '[4]' }, 'counts that fit ncolY = 4'],
    ['catOffsets', { catOffsets: '[0]' }, 'expected 2 whole numbers (there are 1)'],
    ['catOffsets', { catOffsets: '[3, 0]' }, 'ascending offsets'],
    ['catOffsets', { catOffsets: '[2, 3]' }, 'offsets that fit ncolY = 4'],
    ['catOffsets', { catOffsets: '[0, 4]' }, 'offsets that fit ncolY = 4'],
    ['seed', { seed: 'now' }, 'a whole number of 64 bits'],
  ])('%s %j', async (key, info, message) => {
    const error = await refusal(glrm(info));
    expect(error.message).toContain(message);
    expect(error.key).toBe(key);
  });

  it('counts that lie about the size of the file', async () => {
    const sizes = { nrowY: 2147483647, ncolX: 2147483647 };
    expect((await refusal(glrm(sizes))).message).toContain('expected 2147483647 x 4 numbers');
    expect((await refusal(glrm({ ncolY: 5 }))).message).toContain('have 64 bytes');
  });

  it.each([
    [['Categorical'], 'expected 2 losses, got 1'],
    [['Categorical', 'Quadratic', 'Huber'], 'cols_permutation'],
    [['Quadratic', 'Quadratic'], 'expected one of Categorical, Ordinal, got "Quadratic"'],
    [['Ordinal', 'Ordinal'], 'expected one of Quadratic, Absolute,'],
    [['Ordinal', 'Periodic(7)'], 'got "Periodic(7)"'],
  ])('losses %j', async (losses, message) => {
    const mojo = glrm({}, ['Categorical', 'Quadratic']);
    const files = { ...mojo.files, losses: losses.map((loss) => `${loss}\n`).join('') };
    const text = (await refusal({ ...mojo, files })).message;
    expect(text).toContain(losses.length > 2 ? 'expected 2 losses, got 3' : message);
  });

  it('without numeric columns it has no answers in Java', async () => {
    const mojo = tinyGlrm({ levelCounts: [3], losses: ['Categorical'], rank: 2 });
    await expect(loadTiny(mojo)).rejects.toThrow(UnsupportedMojoError);
  });
});

describe('PCA', () => {
  it.each<[string, Info, string]>([
    ['k', { k: 0 }, 'a number of components above 0'],
    ['permutation', { permutation: '[2, 1, 3]' }, 'columns below n_features = 3'],
    ['ncats', { ncats: 2 }, 'a count that makes the 3 columns of permutation'],
    ['normSub', { normSub: '[1.0]' }, 'expected 2 numbers (there are 1)'],
    ['normMul', { normMul: undefined }, 'normMul is missing'],
    ['catOffsets', { catOffsets: '[0, 1, 2]' }, 'expected 2 whole numbers (there are 3)'],
    ['catOffsets', { catOffsets: '[-1, 2]' }, 'ascending offsets'],
    ['eigenvector_size', { eigenvector_size: 3 }, 'at least 4 rows'],
  ])('%s %j', async (key, info, message) => {
    const error = await refusal(tinyPca(info));
    expect(error.message).toContain(message);
    expect(error.key).toBe(key);
  });

  it('a cut file', async () => {
    const error = await refusal(tinyPca({}, bigEndianDoubles([1, 2, 3, 4, 5, 6, 7])));
    expect(error.file).toBe('eigenvectors_raw');
    expect(error.message).toContain('expected 4 x 2 numbers at offset 0, have 56 bytes');
  });
});

describe('Word2Vec', () => {
  const vectors = (bytes: number) => ({ file: 'vectors', offset: 0, value: String(bytes) });

  it.each<[string, TinyMojo, string, object]>([
    ['no size', tinyWord2Vec({ vec_size: 0 }), 'a number of cells above 0', { key: 'vec_size' }],
    ['less than no words', tinyWord2Vec({ vocab_size: -1 }), 'a count', { key: 'vocab_size' }],
    [
      'vectors cut',
      tinyWord2Vec({}, ['a', 'b'], [1, 2, 3]),
      'expected 4 floats, got 12 bytes',
      vectors(12),
    ],
    [
      'vectors too many',
      tinyWord2Vec({ vec_size: 1 }),
      'expected 2 floats, got 16 bytes',
      vectors(16),
    ],
    [
      'words missing',
      tinyWord2Vec({}, ['a']),
      'vocabulary: expected 2 lines, got 1',
      { file: 'vocabulary' },
    ],
    [
      'a word twice',
      tinyWord2Vec({}, ['a', 'a ']),
      'expected 2 different words, got 1',
      { file: 'vocabulary', value: '1' },
    ],
  ])('%s', async (_, mojo, message, facts) => {
    const error = await refusal(mojo);
    expect(error.message).toContain(message);
    expect(error).toMatchObject(facts);
  });

  it('without words every text is unknown', async () => {
    using model = await loadTiny(tinyWord2Vec({ vocab_size: 0 }, [], []));
    expect(model.easyPredict().predict({ text: 'a' })).toEqual({
      wordEmbeddings: { text: null },
      sentence: [NaN, NaN],
    });
  });
});

describe('target encoder', () => {
  it.each<[string, EncodingFiles, string]>([
    ['no section', { map: '0 = 1 2\n' }, 'expected a line [column] at line 1, got "0 = 1 2"'],
    ['no number', { map: '[g]\n0 = 1 x\n' }, 'expected a line "level = sum count" at line 2'],
    ['no level', { map: '[g]\n0.5 = 1 2\n' }, 'at line 2, got "0.5 = 1 2"'],
    ['no count', { map: '[g]\n0 = 1\n' }, 'at line 2, got "0 = 1"'],
    ['no equals sign', { map: '[g]\n0 1 2\n' }, 'at line 2, got "0 1 2"'],
    ['no levels', { map: '[g]\n[h]\n0 = 1 2\n' }, 'column "g" has no levels'],
    [
      'a section too many',
      { map: '[g]\n0 = 1 2\n[h]\n0 = 1 2\n[i]\n' },
      '2 columns to encode, but 3',
    ],
    ['another section', { map: '[g]\n0 = 1 2\n[i]\n0 = 1 2\n' }, 'no section for column "h"'],
    ['presence', { missing: 'g = yes\n' }, 'expected "column = 0 or 1", got "g = yes"'],
    ['presence without a sign', { missing: 'g\n' }, 'expected "column = 0 or 1", got "g"'],
    ['no [from]', { inputs: 'g\n[to]\ng\n' }, 'expected [from] in the first line'],
    [
      'not a feature',
      { inputs: '[from]\ny\n[to]\ng\n[from]\nh\n[to]\nh\n' },
      '"y" is no feature of the model',
    ],
    [
      'a combination without levels',
      { inputs: '[from]\ng\nh\n[to]\ng\n[from]\nh\n[to]\nh\n' },
      '"g:h": expected categorical columns and their [to_domain] of whole numbers',
    ],
    [
      'a combination with a number',
      { inputs: '[from]\ng\nn\n[to]\ng\n[to_domain]\n1\n[from]\nh\n[to]\nh\n' },
      '"g:n": expected categorical columns',
    ],
    [
      'two outputs',
      { outputs: '[from]\nh\n[to]\nh_te\n[from]\ng\n[to]\ng_te\ng_te2\n' },
      '"g": expected 1 output columns, got 2',
    ],
    ['no outputs', { outputs: undefined }, '"h": expected 1 output columns, got none'],
  ])('%s', async (_, files, message) => {
    expect((await refusal(tinyTargetEncoder({}, files))).message).toContain(message);
  });

  it('a class without sums', async () => {
    const map = '[g]\n0 = 1 2 0\n0 = 1 2 2\n[h]\n0 = 1 2 0\n0 = 1 2 1\n0 = 1 2 2\n';
    const error = await refusal(tinyTargetEncoder({ n_classes: 3 }, { map }));
    expect(error.message).toContain('column "g", level 0: no sums of class 1');
  });

  it('blending without its settings', async () => {
    const error = await refusal(tinyTargetEncoder({ with_blending: true }));
    expect(error.key).toBe('inflection_point');
  });
});
