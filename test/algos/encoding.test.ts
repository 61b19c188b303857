import { describe, expect, it } from 'vitest';
import {
  binary,
  eigen,
  enumerated,
  enumLimited,
  labelEncoded,
  oneHot,
} from '../../src/algos/encoding/encoders.js';
import { readTreeData } from '../../src/algos/tree/read.js';
import { UnsupportedMojoError } from '../../src/errors.js';
import { adapt } from '../../src/frame/adapt.js';
import { ConversionCounter } from '../../src/frame/conversion-report.js';
import { Frame } from '../../src/frame/frame.js';
import type { CategoricalInput, InputPlan } from '../../src/frame/input-plan.js';
import { RowConverter, type Row } from '../../src/frame/row-converter.js';
import { Archive } from '../../src/mojo/archive.js';
import { ModelInfo } from '../../src/mojo/model-info.js';
import { toBytes } from '../mojo/small-mojo.js';
import { mojoFiles, tinyGbm, type Info } from './tiny-models.js';

const DOMAIN = ['red', 'green', 'blue'];
const COLOUR = { name: 'colour', target: 0, domain: DOMAIN };

/** What the encoder writes for a text; undefined: it does not know the text. */
function encode(input: CategoricalInput, text: string): number[] | undefined {
  const level = input.lookup(text);
  return level < 0 ? undefined : cells(input, level);
}

function cells(input: CategoricalInput, level: number): number[] {
  return Array.from({ length: input.width }, (_, cell) => input.encode(level, cell));
}

const encodeNA = (input: CategoricalInput) => cells(input, -1);

describe('encoders', () => {
  it('Enum: the number of the level, also under the name column.level', () => {
    const input = enumerated({ name: 'colour', target: 0, domain: ['colour.red', 'green'] });
    expect(['green', 'red', 'colour.red', 'colour.green', ''].map((t) => encode(input, t))).toEqual(
      [[1], [0], [0], undefined, undefined],
    );
    expect(encodeNA(input)).toEqual([NaN]);
  });

  it('OneHotExplicit: a cell per level and one for NA', () => {
    const input = oneHot(COLOUR);
    expect(DOMAIN.map((text) => encode(input, text))).toEqual([
      [1, 0, 0, 0],
      [0, 1, 0, 0],
      [0, 0, 1, 0],
    ]);
    expect(encode(input, 'RED')).toBeUndefined();
    expect(encodeNA(input)).toEqual([0, 0, 0, 1]);
  });

  it('Binary: the bits of the number + 1, the lowest first; NA is 0', () => {
    const input = binary(COLOUR);
    expect(DOMAIN.map((text) => encode(input, text))).toEqual([
      [1, 0],
      [0, 1],
      [1, 1],
    ]);
    expect(encode(input, 'red ')).toBeUndefined();
    expect(encodeNA(input)).toEqual([0, 0]);
    const widths = [1, 2, 3, 4, 7, 8, 255, 256].map(
      (size) =>
        binary({ ...COLOUR, domain: Array.from({ length: size }, (_, i) => `l${i}`) }).width,
    );
    expect(widths).toEqual([1, 2, 2, 3, 3, 4, 8, 9]);
  });

  it('Eigen: the projection as a float', () => {
    const input = eigen(COLOUR, Float64Array.of(0.1, -0.2, 1e-60));
    expect(DOMAIN.map((text) => encode(input, text))).toEqual([
      [Math.fround(0.1)],
      [Math.fround(-0.2)],
      [0],
    ]);
    expect(encode(input, 'pink')).toBeUndefined();
    expect(encodeNA(input)).toEqual([NaN]);
  });

  it('EnumLimited: levels that were not kept are other, a text that is no level itself', () => {
    const input = enumLimited(COLOUR, ['green', 'other']);
    expect(['green', 'red', 'blue', 'other', 'pink'].map((t) => encode(input, t))).toEqual([
      [0],
      [1],
      [1],
      undefined,
      undefined,
    ]);
    expect(encodeNA(input)).toEqual([NaN]);
  });

  it('EnumLimited without other: only kept levels, also as column.top_level_levels', () => {
    const input = enumLimited(COLOUR, ['green', 'colour.top_9_levels']);
    expect(['green', '9', 'red'].map((text) => encode(input, text))).toEqual([[0], [1], undefined]);
  });

  it('LabelEncoder: a level that reads as a whole number is that number', () => {
    const domain = ['10', '-5', 'low', '+7', '007', '1.0', '2147483648', ' 3'];
    const input = labelEncoded({ name: 'colour', target: 0, domain });
    expect(domain.map((text) => encode(input, text))).toEqual(
      [10, -5, 2, 7, 7, 5, 6, 7].map((value) => [value]),
    );
    expect(encode(input, '11')).toBeUndefined();
    expect(encodeNA(input)).toEqual([NaN]);
  });

  it('of equal levels the last counts, and names of object members are ordinary texts', () => {
    const input = enumerated({
      name: 'c',
      target: 0,
      domain: ['a', '__proto__', 'a', 'constructor'],
    });
    expect(['a', '__proto__', 'constructor', 'toString'].map((t) => encode(input, t))).toEqual([
      [2],
      [1],
      [3],
      undefined,
    ]);
  });
});

/** The plan of a tree MOJO with an explicit encoding: columns x, colour (3 levels), size (2 levels), response y. */
function planOf(encoding: string, encoded: readonly string[], info: Info = {}): InputPlan {
  const tiny = tinyGbm({
    _genmodel_encoding: encoding,
    n_features: encoded.length,
    _n_orig_names: 4,
    _n_orig_domain_values: 4,
    _m_orig_domain_values_0: 0,
    _m_orig_domain_values_1: 3,
    _m_orig_domain_values_2: 2,
    _m_orig_domain_values_3: 0,
    _orig_projection_array: '[0.5, 0.25, -1.0, 3.0, 4.0]',
    ...info,
  });
  const files = mojoFiles({
    ...tiny,
    columns: [...encoded, 'y'],
    domains: encoded.map(() => null),
    files: {
      ...tiny.files,
      _orig_names: 'x\ncolour\nsize\ny\n',
      _orig_domain_values_1: 'red\ngreen\nblue\n',
      _orig_domain_values_2: 'small\nlarge\n',
    },
  });
  const archive = new Archive(
    'tiny.zip',
    new Map(Object.entries(files).map(([path, content]) => [path, toBytes(content)])),
  );
  return readTreeData(archive, ModelInfo.read(archive)).inputs;
}

const RULES = { convertUnknownCategoricalLevelsToNa: true, convertInvalidNumbersToNa: false };

/** The cells of a row, by both ways that rows go: they must agree. */
function rowOf(plan: InputPlan, row: Row): number[] {
  const byFrame = Array.from({ length: plan.width }, () => new Float64Array(1));
  adapt(Frame.fromRows([row]), plan, RULES, new ConversionCounter()).fill(byFrame, 0, 1);
  const byRow = { cells: new Float64Array(plan.width), stride: 1 };
  new RowConverter(plan, RULES, new ConversionCounter()).convert(row, byRow);
  const values = byFrame.map(([value]) => value);
  expect([...byRow.cells]).toEqual(values);
  return values;
}

describe('plans of inputs', () => {
  it('OneHotExplicit: numbers first, then the encoded columns side by side', () => {
    const names = ['x', 'c.red', 'c.green', 'c.blue', 'c.NA', 's.small', 's.large', 's.NA'];
    const plan = planOf('OneHotExplicit', names);
    expect(rowOf(plan, { size: 'large', x: 2.5, colour: 'red' })).toEqual([
      2.5, 1, 0, 0, 0, 0, 1, 0,
    ]);
    // An unknown level takes the encoding of NA; an absent column and an empty cell have none.
    expect(rowOf(plan, { colour: 'pink' })).toEqual([NaN, 0, 0, 0, 1, NaN, NaN, NaN]);
    expect(rowOf(plan, {})).toEqual(names.map(() => NaN));
  });

  it('Binary', () => {
    const plan = planOf('Binary', ['x', 'c:0', 'c:1', 's:0', 's:1']);
    expect(rowOf(plan, { size: 'large', x: -1, colour: 'blue' })).toEqual([-1, 1, 1, 0, 1]);
    expect(rowOf(plan, { size: 'huge', colour: 'red' })).toEqual([NaN, 1, 0, 0, 0]);
  });

  it('Eigen: each column takes its own part of the projection', () => {
    const plan = planOf('Eigen', ['x', 'c', 's']);
    expect(rowOf(plan, { size: 'large', x: 1, colour: 'green' })).toEqual([1, 0.25, 4]);
    expect(rowOf(plan, { size: 'huge', colour: 'blue' })).toEqual([NaN, -1, NaN]);
  });

  it('LabelEncoder', () => {
    const plan = planOf('LabelEncoder', ['x', 'colour', 'size']);
    expect(rowOf(plan, { size: 'large', x: 1, colour: 'green' })).toEqual([1, 1, 1]);
    expect(rowOf(plan, { colour: 'pink' })).toEqual([NaN, NaN, NaN]);
  });

  it('cells behind the row are left out', () => {
    const plan = planOf('OneHotExplicit', ['x', 'c.red', 'c.green', 'c.blue', 'c.NA']);
    expect(plan.inputs.map(({ name }) => name)).toEqual(['x', 'colour']);
  });

  it('the names of the plan are those of the user', () => {
    const plan = planOf('Eigen', ['x', 'colour.eigen', 'size.eigen']);
    expect(plan.inputs.map(({ name }) => name)).toEqual(['x', 'colour', 'size']);
  });

  it('an encoding that trees do not have is refused', () => {
    expect(() => planOf('OneHotInternal', ['x', 'colour', 'size'])).toThrow(UnsupportedMojoError);
  });

  it('more domains than columns are refused', () => {
    expect(() => planOf('Eigen', ['x', 'colour', 'size'], { _n_orig_domain_values: 5 })).toThrow(
      'model.ini: _n_orig_domain_values = 5, but there are 4 original columns',
    );
  });

  it('names that are fewer than promised are refused', () => {
    expect(() => planOf('Eigen', ['x', 'colour', 'size'], { _n_orig_names: 5 })).toThrow(
      '_orig_names: expected 5 lines, got 4',
    );
  });
});
