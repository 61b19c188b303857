import type { Algorithm, ModelData, ReadContext } from './algos/algorithm.js';
import { ALGORITHMS } from './algos/index.js';
import { MojoFormatError, UnsupportedMojoError } from './errors.js';
import type { Archive } from './mojo/archive.js';
import type { MojoLimits } from './mojo/limits.js';
import { ModelInfo } from './mojo/model-info.js';

/** A MOJO that is read and checked, not yet in any kernels' memory. */
export interface ReadModel {
  readonly archive: Archive;
  readonly limits: MojoLimits;
  readonly info: ModelInfo;
  readonly algorithm: Algorithm;
  readonly data: ModelData;
}

/** Algorithms of H2O whose MOJOs hold no model that could be read without a library of their own. */
const NEEDS_A_RUNTIME: ReadonlyMap<string, string> = new Map([
  [
    'Deep Water',
    'the network is a file of MXNet, Caffe or TensorFlow, for which it needs the native Deep Water runtime, which H2O gave up in 2018',
  ],
]);

/** An ensemble of ensembles of ensembles is more than H2O makes. */
const MAX_DEPTH = 8;

/** Reads a MOJO of any algorithm in the list. Throws MojoFormatError, UnsupportedMojoError or LimitError. */
export function readModel(archive: Archive, limits: MojoLimits, depth = 0): ReadModel {
  if (depth > MAX_DEPTH) {
    throw new MojoFormatError(`${archive.name}: models are nested more than ${MAX_DEPTH} deep`);
  }
  const info = ModelInfo.read(archive, limits);
  const algorithm = ALGORITHMS.find(({ names }) => names.includes(info.algorithm));
  if (algorithm === undefined) {
    const supported = ALGORITHMS.map(({ algo }) => algo).join(', ');
    const why = NEEDS_A_RUNTIME.get(info.algorithm) ?? `supported: ${supported}`;
    throw new UnsupportedMojoError(
      `${archive.name}: MOJOs of ${info.algorithm} cannot be scored; ${why}`,
      { algorithm: info.algorithm, mojoVersion: info.mojoVersion.toFixed(2), supported },
    );
  }
  const newest = algorithm.mojoVersions.at(-1)!;
  if (info.mojoVersion > Number(newest)) {
    throw new UnsupportedMojoError(
      `${archive.name}: MOJO version ${info.mojoVersion.toFixed(2)} of ${info.algorithm} is newer than ${newest}, the newest that is known; use a newer wasmojo`,
      { algorithm: info.algorithm, mojoVersion: info.mojoVersion.toFixed(2), supported: newest },
    );
  }
  if (!algorithm.categories.includes(info.category)) {
    throw new UnsupportedMojoError(
      `${archive.name}: ${info.algorithm} has no models of category ${info.category}; it has ${algorithm.categories.join(', ')}`,
      { algorithm: info.algorithm, supported: algorithm.categories.join(', ') },
    );
  }
  const context: ReadContext = { readModel: (nested) => readModel(nested, limits, depth + 1) };
  return { archive, limits, info, algorithm, data: algorithm.read(archive, info, context) };
}
