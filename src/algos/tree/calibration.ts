import { exp } from '../../../assembly/math.js';
import type { Archive } from '../../mojo/archive.js';
import type { ModelInfo } from '../../mojo/model-info.js';
import { readIsotonicCurve } from '../isotonic.js';

/** The probability of class 0 and of class 1 to the calibrated probability of class 1. */
export type Calibrator = (p0: number, p1: number) => number;

/** `calib_method`: Platt scaling or isotonic regression (CalibrationMojoHelper); undefined without calibration. */
export function readCalibrator(archive: Archive, info: ModelInfo): Calibrator | undefined {
  const method = info.oneOf('calib_method', ['platt', 'isotonic'], null);
  if (method === null) return undefined;
  if (method === 'platt') return readPlatt(info);
  const curve = readIsotonicCurve(archive, info);
  return (_, p1) => curve(p1) ?? NaN;
}

/** A GLM on the probability of class 0: 1 / (exp(-(p0 * beta0 + beta1)) + 1). */
function readPlatt(info: ModelInfo): Calibrator {
  const beta = info.numbers('calib_glm_beta', { length: 2 });
  const [slope, intercept] = [beta[0], beta[1]];
  return (p0) => 1 / (exp(-(p0 * slope + intercept)) + 1);
}
