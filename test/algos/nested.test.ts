// Models within models: which keys count, whose folder is read how often, and how much room a row takes.
import { describe, expect, it } from 'vitest';
import type { ModelData } from '../../src/algos/algorithm.js';
import {
  cellsPerRow,
  featurePositions,
  NestedModels,
  numbersOfKeys,
} from '../../src/algos/nested/read.js';
import { Archive } from '../../src/mojo/archive.js';
import { ModelInfo } from '../../src/mojo/model-info.js';
import { toBytes } from '../mojo/small-mojo.js';
import { mojoFiles, type Info, type TinyMojo } from './tiny-models.js';
import { nestedFiles, numericGlm, tinyEnsemble, type NestedMojo } from './tiny-nested-models.js';

function archiveOf(mojo: TinyMojo | NestedMojo): Archive {
  const files = 'models' in mojo ? nestedFiles(mojo) : mojoFiles(mojo);
  const bytes = Object.entries(files).map(([path, content]) => [path, toBytes(content)] as const);
  return new Archive('tiny.zip', new Map(bytes));
}

const infoOf = (mojo: TinyMojo) => ModelInfo.read(archiveOf(mojo));

describe('keys with a number', () => {
  const numbers = (keys: Info, count: number) => {
    const glm = numericGlm(['x'], [1]);
    return numbersOfKeys(infoOf({ ...glm, info: { ...glm.info, ...keys } }), 'model', count);
  };

  it('count where the number is below the count, in ascending order', () => {
    const keys = { model10: 'k', model2: 'c', model0: 'a', model12: 'm', model11: 'l' };
    expect(numbers(keys, 12)).toEqual([0, 2, 10, 11]);
  });

  it('do not count without a value, under another prefix, or with a number that Java does not write', () => {
    const keys = {
      model1: 'null',
      modest2: 'x',
      2: 'x',
      model03: 'x',
      model4b: 'x',
      'model-0': 'x',
      model: 'x',
      model5: 'f',
    };
    expect(numbers(keys, 9)).toEqual([5]);
  });
});

describe('the models of an archive', () => {
  /** What the reader of nested models is asked for. */
  function read(mojo: NestedMojo) {
    const archive = archiveOf(mojo);
    const asked: string[] = [];
    const models = new NestedModels(archive, ModelInfo.read(archive), {
      readModel(folder) {
        const info = ModelInfo.read(folder);
        asked.push(info.file);
        return { info, data: { predsSize: asked.length } as ModelData };
      },
    });
    return { models, asked };
  }

  it('are read once a folder, whether or not its name ends in a slash', () => {
    const { models, asked } = read(
      tinyEnsemble({ submodel_dir_2: 'models/both', submodel_key_2: 'again' }),
    );
    expect(asked).toEqual(['models/meta/model.ini', 'models/both/model.ini']);
    expect(models.at('base_model0')).toMatchObject({ name: 'both', data: { predsSize: 2 } });
    const others = models.except(models.at('metalearner')).map(({ name }) => name);
    expect(others).toEqual(['both', 'again']);
  });

  it('may be none', () => {
    const { models } = read(tinyEnsemble({ submodel_count: undefined }));
    expect(() => models.at('metalearner')).toThrow('the name of one of the 0 submodels');
  });

  it('a number of models below 0 is refused', () => {
    expect(() => read(tinyEnsemble({ submodel_count: -1 }))).toThrow('a count');
  });
});

describe('what a model needs of a row', () => {
  const model = (columns: readonly string[], data: Partial<ModelData>) => ({
    name: 'm',
    info: infoOf(
      numericGlm(
        columns,
        columns.map(() => 1),
      ),
    ),
    data: data as ModelData,
  });

  it('its features by name, the first of several columns of a name; the response is none', () => {
    const positions = featurePositions(model(['c', 'a', 'y'], {}), ['a', 'b', 'a', 'c']);
    expect([...positions]).toEqual([3, 0, -1]);
  });

  it('cells for its inputs, or those that it asks for where these are more, and for its prediction', () => {
    const inputs = { width: 5, inputs: [] };
    const models = [
      model(['x'], { inputs, predsSize: 3 }),
      model(['x'], { inputs, predsSize: 1, cellsPerRow: 7 }),
      model(['x'], { inputs, predsSize: 1, cellsPerRow: 2 }),
    ];
    expect(cellsPerRow(models)).toBe(5 + 3 + (7 + 1) + (5 + 1));
  });
});
