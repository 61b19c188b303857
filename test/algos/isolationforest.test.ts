// Isolation forests at the ends of their scale; the numbers are those of IsolationForestMojoModel.unifyPreds.
import { describe, expect, it } from 'vitest';
import { loadTiny, type Info, type TinyMojo } from './tiny-models.js';
import { writeTree } from './tree/tree-bytes.js';

/** Trees of one leaf each, whose values are the lengths of the paths. */
function forest(lengths: readonly number[], info: Info = {}): TinyMojo {
  const files = lengths.flatMap((value, tree) => [
    [
      `trees/t00_00${tree}.bin`,
      writeTree({ kind: 'leaf', value }, { format: '1.20', littleEndian: true }),
    ],
    [`trees/t00_00${tree}_aux.bin`, new Uint8Array(0)],
  ]);
  return {
    info: {
      mojo_version: '1.40',
      algo: 'isolationforest',
      algorithm: 'Isolation Forest',
      category: 'AnomalyDetection',
      supervised: false,
      n_features: 1,
      n_trees: lengths.length,
      n_trees_per_class: 1,
      _genmodel_encoding: 'AUTO',
      min_path_length: 2,
      max_path_length: 10,
      ...info,
    },
    columns: ['x'],
    domains: [null],
    files: Object.fromEntries(files) as Record<string, Uint8Array>,
  };
}

async function predict(mojo: TinyMojo): Promise<unknown> {
  using model = await loadTiny(mojo);
  return model.easyPredict().predict({ x: 0 });
}

describe('isolation forest', () => {
  it('gives the mean length, and the sum of lengths on the scale of training', async () => {
    expect(await predict(forest([1, 5]))).toEqual({ score: 3, normalizedScore: 0.5 });
    expect(await predict(forest([4]))).toEqual({ score: 4, normalizedScore: 0.75 });
  });

  it('is not bound by that scale', async () => {
    expect(await predict(forest([1]))).toEqual({ score: 1, normalizedScore: 1.125 });
    expect(await predict(forest([6, 6]))).toEqual({ score: 6, normalizedScore: -0.25 });
  });

  it('has score 1 where training saw one length only', async () => {
    const equal = { min_path_length: 10, max_path_length: 10 };
    expect(await predict(forest([4], equal))).toEqual({ score: 4, normalizedScore: 1 });
    const absent = { min_path_length: undefined, max_path_length: undefined };
    expect(await predict(forest([4], absent))).toEqual({ score: 4, normalizedScore: 1 });
  });

  it('has the mean length 0 without trees', async () => {
    expect(await predict(forest([]))).toEqual({ score: 0, normalizedScore: 1.25 });
  });

  it('flags rows above the threshold, not those at it', async () => {
    const info = { output_anomaly_flag: true, default_threshold: 0.5 };
    expect(await predict(forest([6], info))).toEqual({
      isAnomaly: false,
      score: 6,
      normalizedScore: 0.5,
    });
    expect(await predict(forest([5], info))).toEqual({
      isAnomaly: true,
      score: 5,
      normalizedScore: 0.625,
    });
  });
});
