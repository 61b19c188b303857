// Calibrated probabilities against those of h2o-genmodel 3.46.0.10 (IsotonicCalibrator.calibrateP1, CalibrationMojoHelper).
import { describe, expect, it } from 'vitest';
import { readCalibrator } from '../../src/algos/tree/calibration.js';
import { Frame } from '../../src/node.js';
import { Archive } from '../../src/mojo/archive.js';
import { ModelInfo } from '../../src/mojo/model-info.js';
import { isClose } from '../conformance/compare.js';
import { toBytes, type Files } from '../mojo/small-mojo.js';
import { loadTiny, mojoFiles, tinyGbm, type Info } from './tiny-models.js';

const BINOMIAL: Info = { distribution: 'bernoulli', category: 'Binomial', n_classes: 2 };
const ISOTONIC: Info = {
  ...BINOMIAL,
  calib_method: 'isotonic',
  calib_min_x: 0.25,
  calib_max_x: 0.75,
};
const THRESHOLDS: Files = {
  'calib/thresholds_x': doubles([0.25, 0.4, 0.5, 0.75]),
  'calib/thresholds_y': doubles([0.1, 0.3, 0.35, 0.9]),
};

function calibrator(info: Info, files: Files = {}) {
  const all = Object.entries(mojoFiles(tinyGbm(info, files)));
  const archive = new Archive(
    'tiny.zip',
    new Map(all.map(([path, content]) => [path, toBytes(content)])),
  );
  return readCalibrator(archive, ModelInfo.read(archive));
}

describe('isotonic regression', () => {
  it('at thresholds, between them, outside and for NaN', () => {
    const calibrate = calibrator(ISOTONIC, THRESHOLDS)!;
    const expected: readonly (readonly [number, number])[] = [
      [-1, 0.1],
      [0, 0.1],
      [0.1, 0.1],
      [0.25, 0.1],
      [0.3, 0.16666666666666663],
      [0.39999, 0.2999866666666666],
      [0.4, 0.3],
      [0.45, 0.32499999999999996],
      [0.5, 0.35],
      [0.6, 0.57],
      [0.7, 0.7899999999999999],
      [0.75, 0.9],
      [0.8, 0.9],
      [2, 0.9],
      [NaN, NaN],
      [Infinity, 0.9],
    ];
    expect(expected.map(([p1]) => calibrate(1 - p1, p1))).toEqual(expected.map(([, y]) => y));
  });

  it.each<[string, Files, RegExp]>([
    [
      'no thresholds',
      { ...THRESHOLDS, 'calib/thresholds_x': doubles([]) },
      /expected 0 thresholds/,
    ],
    [
      'lists of different length',
      { ...THRESHOLDS, 'calib/thresholds_y': doubles([1]) },
      /calib\/thresholds_y: expected 4 thresholds as in calib\/thresholds_x, got 1/,
    ],
    [
      'a count that lies',
      { ...THRESHOLDS, 'calib/thresholds_x': doubles([1, 2]).subarray(0, 12) },
      /calib\/thresholds_x: expected 2 doubles, got 8 bytes/,
    ],
    ['a file that is absent', {}, /no file calib\/thresholds_x/],
  ])('%s', (_, files, message) => {
    expect(() => calibrator(ISOTONIC, files)).toThrow(message);
  });
});

describe('Platt scaling', () => {
  const info = { ...BINOMIAL, calib_method: 'platt', calib_glm_beta: '[-3.5, 1.25]' };

  it('is a logistic function of the probability of class 0', async () => {
    using model = await loadTiny(tinyGbm(info));
    const predictor = model.easyPredict();
    const expected: readonly (readonly [number, number])[] = [
      [-800, 0.09534946489910949],
      [-2, 0.13790626712680668],
      [0, 0.3775406687981454],
      [0.3, 0.44042160047332474],
      [5, 0.7732185608539809],
      [800, 0.7772998611746911],
    ];
    for (const [offset, p] of expected) {
      const prediction = predictor.predict({}, { offset });
      const [q0, q1] = (prediction as { calibratedClassProbabilities: number[] })
        .calibratedClassProbabilities;
      expect(isClose(q1, p, 4.5e-16), `offset ${offset}: expected ${p}, got ${q1}`).toBe(true);
      expect(q0).toBe(1 - q1);
    }
    expect(calibrator(info)!(NaN, NaN)).toBeNaN();
  });

  it('wants two coefficients', () => {
    expect(() => calibrator({ ...info, calib_glm_beta: '[1.0]' })).toThrow(
      'model.ini: expected 2 numbers (there are 1) for calib_glm_beta, got "[1.0]"',
    );
  });
});

describe('without calibration', () => {
  it('there is no calibrator, and calibrated columns are NA', async () => {
    expect(calibrator(BINOMIAL)).toBeUndefined();
    using model = await loadTiny(tinyGbm(BINOMIAL));
    const answer = await model.answer(Frame.fromRows([{ x: 1 }]), { kind: 'calibrated' });
    expect(answer.toRows()).toEqual([
      { predict: 'c1', c0: 0.5, c1: 0.5, cal_c0: null, cal_c1: null },
    ]);
  });

  it('a method that is not known is refused', () => {
    expect(() => calibrator({ ...BINOMIAL, calib_method: 'beta' })).toThrow(
      'model.ini: expected one of platt, isotonic for calib_method, got "beta"',
    );
  });
});

/** ModelMojoWriter.writeblob: a count and the numbers, big endian. */
function doubles(values: readonly number[]): Uint8Array {
  const out = new DataView(new ArrayBuffer(4 + 8 * values.length));
  out.setInt32(0, values.length);
  values.forEach((value, i) => {
    out.setFloat64(4 + 8 * i, value);
  });
  return new Uint8Array(out.buffer);
}
