import { describe, expect, it } from 'vitest';
import { MojoFormatError } from '../../src/node.js';
import { loadTiny, type Info, type TinyMojo } from './tiny-models.js';
import { writeTree } from './tree/tree-bytes.js';

/** Two groups of leaves: with treatment 0.5 and 0.25, without 0.125 and 0.5. */
function forest(info: Info = {}): TinyMojo {
  const leaf = (value: number) =>
    writeTree({ kind: 'leaf', value }, { format: '1.20', littleEndian: true });
  const none = new Uint8Array(0);
  return {
    info: {
      mojo_version: '1.40',
      algo: 'upliftdrf',
      algorithm: 'Uplift Distributed Random Forest',
      category: 'BinomialUplift',
      n_classes: 2,
      n_features: 1,
      n_trees: 2,
      n_trees_per_class: 2,
      _genmodel_encoding: 'AUTO',
      ...info,
    },
    columns: ['x', 'treatment', 'y'],
    domains: [null, ['control', 'treatment'], ['0', '1']],
    files: {
      'trees/t00_000.bin': leaf(0.5),
      'trees/t00_000_aux.bin': none,
      'trees/t00_001.bin': leaf(0.25),
      'trees/t00_001_aux.bin': none,
      'trees/t01_000.bin': leaf(0.125),
      'trees/t01_000_aux.bin': none,
      'trees/t01_001.bin': leaf(0.5),
      'trees/t01_001_aux.bin': none,
    },
  };
}

describe('uplift random forest', () => {
  it('answers the difference of the means with and without treatment, and both', async () => {
    const model = await loadTiny(forest());
    expect(model.easyPredict().predict({ x: 1 })).toEqual({ predictions: [0.0625, 0.375, 0.3125] });
    expect(model.features).toEqual(['x']);
    const columns = await model.answerColumns({ kind: 'prediction' });
    expect(columns.map(({ name }) => name)).toEqual([
      'uplift_predict',
      'p_y1_with_treatment',
      'p_y1_without_treatment',
    ]);
    model.dispose();
  });

  it('divides stages by the number of all trees', async () => {
    const model = await loadTiny(forest());
    expect(model.easyPredict({ enableStagedProbabilities: true }).predict({ x: 1 })).toMatchObject({
      stageProbabilities: [0.25, 0.0625, 0.375, 0.3125],
    });
    model.dispose();
  });

  it('refuses forests without a tree for each of the two', async () => {
    const refused = loadTiny(forest({ n_trees_per_class: 1 }));
    await expect(refused).rejects.toBeInstanceOf(MojoFormatError);
    await expect(refused).rejects.toMatchObject({ key: 'n_trees_per_class' });
  });
});
