import { describe, expect, test } from 'vitest';
import { LimitError, MojoFormatError } from '../../src/errors.js';
import { Archive } from '../../src/mojo/archive.js';
import { resolveLimits } from '../../src/mojo/limits.js';
import { ModelInfo } from '../../src/mojo/model-info.js';
import { archiveWithIni, smallArchive, smallFiles, toBytes } from './small-mojo.js';

const read = (edit: (ini: string) => string) => ModelInfo.read(archiveWithIni(edit));
const without = (key: string) => (ini: string) =>
  ini.replace(new RegExp(`^${key} = .*\n`, 'm'), '');
const set = (key: string, value: string) => (ini: string) =>
  ini.replace(new RegExp(`^${key} = .*$`, 'm'), `${key} = ${value}`);

function refused(edit: (ini: string) => string): MojoFormatError {
  try {
    read(edit);
  } catch (error) {
    expect(error).toBeInstanceOf(MojoFormatError);
    return error as MojoFormatError;
  }
  throw new Error('nothing was thrown');
}

test('ModelInfo has what every model says of itself', () => {
  expect(ModelInfo.read(smallArchive())).toMatchObject({
    algorithm: 'Gradient Boosting Machine',
    algo: 'gbm',
    category: 'Binomial',
    uuid: '-1840583661938701848',
    supervised: true,
    nFeatures: 2,
    nClasses: 2,
    columns: ['x', 'colour', 'y'],
    domains: [null, ['red', ' green ', 'blue\nish'], ['no', 'yes']],
    balanceClasses: false,
    defaultThreshold: 0.4656380779025246,
    priorClassDistrib: Float64Array.of(0.5, 0.5),
    modelClassDistrib: Float64Array.of(0.25, 0.75),
    offsetColumn: undefined,
    foldColumn: undefined,
    weightsColumn: undefined,
    treatmentColumn: undefined,
    responseColumn: 'y',
    mojoVersion: 1.4,
    h2oVersion: '3.46.0.10',
    timestamp: '2026-11-21T03:06:24.054Z',
    escapeDomainValues: true,
    littleEndian: true,
  });
});

test('keys of one algorithm are read through the getters', () => {
  const info = ModelInfo.read(smallArchive());
  expect(info.int('n_trees')).toBe(2);
  expect(info.numbers('_orig_projection_array', null)).toBeNull();
});

test('a file of H2O 3.10.0 lacks the keys that came later', () => {
  const late = ['algo', 'endianness', 'h2o_version', 'escape_domain_values', 'timestamp'];
  const info = read((ini) =>
    set('mojo_version', '1.0')(late.reduce((text, key) => without(key)(text), ini)),
  );
  expect(info).toMatchObject({
    algo: undefined,
    h2oVersion: undefined,
    littleEndian: true,
    mojoVersion: 1,
    escapeDomainValues: false,
  });
  expect(info.domains[1]).toEqual(['red', ' green ', 'blue\\nish']);
});

test('offset_column = null means none, a name means that column', () => {
  expect(
    read((ini) => ini.replace('n_trees', 'offset_column = null\nn_trees')).offsetColumn,
  ).toBeUndefined();
  expect(read((ini) => ini.replace('n_trees', 'offset_column = off\nn_trees')).offsetColumn).toBe(
    'off',
  );
});

test('big endian files say so', () => {
  expect(read(set('endianness', 'BIG_ENDIAN')).littleEndian).toBe(false);
  expect(refused(set('endianness', 'MIDDLE')).key).toBe('endianness');
});

test('a model without response has none, whatever its last column', () => {
  expect(read(set('supervised', 'false')).responseColumn).toBeUndefined();
});

test('a nested model names its files from the root', () => {
  const files = Object.entries(smallFiles({ 'domains/d000.txt': 'one\n' }));
  const outer = new Archive(
    'm.zip',
    new Map(files.map(([path, c]) => [`models/a/${path}`, toBytes(c)])),
  );
  expect(() => ModelInfo.read(outer.folder('models/a'))).toThrow(
    expect.objectContaining({ file: 'models/a/domains/d000.txt' }),
  );
});

describe('model.ini is refused', () => {
  test.each([
    'algorithm',
    'category',
    'uuid',
    'mojo_version',
    'supervised',
    'n_features',
    'n_classes',
    'n_columns',
    'balance_classes',
    'default_threshold',
  ])('without %s', (key) => {
    expect(refused(without(key)).key).toBe(key);
  });

  test.each([
    ['n_classes', 'two'],
    ['n_classes', '-1'],
    ['n_features', '4'],
    ['n_features', '-1'],
    ['n_columns', '2'],
    ['n_columns', '4'],
    ['n_columns', '-3'],
    ['n_columns', '3.0'],
    ['category', 'Quantile'],
    ['supervised', 'maybe'],
    ['mojo_version', 'new'],
    ['mojo_version', 'NaN'],
    ['default_threshold', 'half'],
    ['prior_class_distrib', '[0.5; 0.5]'],
  ])('when %s = %s', (key, value) => {
    const error = refused(set(key, value));
    expect(error.file).toBe('model.ini');
    if (key !== 'n_columns') expect(error).toMatchObject({ key, value });
  });

  test('with a byte order mark, as in Java', () => {
    expect(refused((ini) => `\uFEFF${ini}`).message).toContain('byte order mark');
  });

  test('without its sections', () => {
    expect(refused((ini) => ini.replace('[columns]', '# no columns')).file).toBe('model.ini');
    expect(refused((ini) => ini.slice(0, ini.indexOf('[domains]'))).message).toContain('[domains]');
    expect(refused((ini) => `${ini}[columns]\n`).message).toContain('twice');
  });

  test.each([
    '-1: 2 d000.txt',
    '1: d000.txt',
    'x: 3 d000.txt',
    '1 : 3 d000.txt',
    '1: 3',
    '1: -3 d000.txt',
  ])('with the line %j in [domains]', (line) => {
    expect(refused((ini) => ini.replace('1: 3 d000.txt', line)).message).toContain('[domains]');
  });

  test('with another number of levels than its domain has lines', () => {
    for (const size of [2, 4]) {
      const error = refused((ini) => ini.replace('1: 3 d000', `1: ${size} d000`));
      expect(error.file).toBe('domains/d000.txt');
    }
  });

  test('when it is supervised without a column', () => {
    const edit = (ini: string) =>
      set('n_columns', '0')(set('n_features', '0')(ini)).replace('x\ncolour\ny\n', '');
    expect(refused(edit).key).toBe('n_columns');
  });
});

test('a domain of a column beyond the last is left out, as in Java', () => {
  const info = read((ini) => `${ini}3: 7 absent.txt\n`);
  expect(info.domains).toHaveLength(3);
});

test('comments and blank lines may stand in every section', () => {
  const info = read((ini) =>
    ini.replace('colour\n', '\n # a comment\n colour \n').replace('1: 3', '#\n1:   3'),
  );
  expect(info.columns).toEqual(['x', 'colour', 'y']);
});

describe('limits', () => {
  test('of columns hold before any column is read', () => {
    expect(() => read(set('n_columns', '2147483647'))).toThrow(
      expect.objectContaining({ limit: 'maxColumns', actual: 2147483647 }),
    );
  });

  test('of levels hold over all columns together', () => {
    const limits = resolveLimits({ maxDomainLevels: 4 });
    expect(() => ModelInfo.read(smallArchive(), limits)).toThrow(LimitError);
    expect(ModelInfo.read(smallArchive(), resolveLimits({ maxDomainLevels: 5 })).nClasses).toBe(2);
  });
});
