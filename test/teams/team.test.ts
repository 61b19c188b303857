import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readFileSync } from 'node:fs';
import {
  ArgumentError,
  Frame,
  loadMojo,
  ModelCategoryError,
  Team,
  type Model,
} from '../../src/node.js';
import { zipOf } from '../mojo/small-mojo.js';
import { mojoFiles, tinyGlm } from '../algos/tiny-models.js';
import { CASES } from '../support/cases.js';
import { loadModels, SMALL_DIGITS } from '../support/mnist.js';

let models: ReadonlyMap<string, Model>;
const model = (name: string) => models.get(name)!;

beforeAll(async () => {
  models = await loadModels(SMALL_DIGITS, ['DL1', 'DL2', 'GBM', 'AE16']);
});

afterAll(() => {
  for (const one of models.values()) one.dispose();
});

/** A row of zeros for a model. */
const row = (name: string, rows = 1) =>
  new Frame(
    model(name).features.map((column) => ({
      kind: 'number' as const,
      name: column,
      values: new Float64Array(rows),
    })),
  );

describe('a team', () => {
  it('takes one frame for all members, or one each', async () => {
    const team = new Team([{ model: model('DL1') }, { model: model('GBM'), name: 'trees' }]);
    expect(team.names).toEqual(['1', 'trees']);
    expect(team.classes).toEqual(['0', '1', '2', '3', '4', '5', '6', '7', '8', '9']);
    const seen: number[] = [];
    const scores = await team.score(row('DL1', 3), { onProgress: (rows) => seen.push(rows) });
    expect([scores.rowCount, seen.at(-1)]).toEqual([3, 6]);
    const each = await team.score([row('DL1', 3), row('GBM', 3)]);
    expect(each.probabilities).toEqual(scores.probabilities);
    const predicted = await model('DL1').predict(row('DL1', 3));
    expect(scores.probabilities[0].map((column) => column[2])).toEqual(
      predicted.columns.slice(1).map(({ values }) => values?.[2]),
    );
  });

  it('refuses frames that do not belong together', async () => {
    const team = new Team([{ model: model('DL1') }, { model: model('DL2') }]);
    await expect(team.score([row('DL1')])).rejects.toThrow('2, one for each member');
    await expect(team.score([row('DL1', 2), row('DL2', 3)])).rejects.toThrow('member 2');
    const options = { treads: 2 } as object;
    await expect(team.score(row('DL1'), options)).rejects.toThrow('did you mean threads');
  });

  it('refuses members that are no classifiers, of one name, or none', async () => {
    expect(() => new Team([])).toThrow(ArgumentError);
    expect(() => new Team([{ model: model('AE16') }])).toThrow(ModelCategoryError);
    const glm = await loadMojo(await zipOf(mojoFiles(tinyGlm())));
    expect(() => new Team([{ model: model('DL1') }, { model: glm }])).toThrow('member 2');
    const twice = [
      { model: model('DL1'), name: 'a' },
      { model: model('GBM'), name: 'a' },
    ];
    expect(() => new Team(twice)).toThrow('different names');
    expect(() => new Team([{ model: 'DL1.zip' as unknown as Model }])).toThrow('a Model');
  });

  it('refuses members of other classes, with both domains', async () => {
    const binomial = CASES.find(({ name }) => name === 'drf/binomial_single')!;
    const other = await loadMojo(readFileSync(binomial.mojo));
    const members = [{ model: model('DL1') }, { model: other, name: 'other' }];
    expect(() => new Team(members)).toThrow(/same classes.*"0", "1".*member other/);
  });

  it('aligns members whose classes stand in another order, by their text', async () => {
    const dl2 = model('DL2');
    const order = [3, 1, 2, 0, 4, 5, 6, 7, 8, 9];
    // The same model as another training would have numbered its classes.
    const turned = Object.create(dl2, {
      domains: {
        value: [...dl2.domains.slice(0, -1), order.map(String)],
      },
      predict: {
        value: async (frame: Frame) => {
          const [label, ...classes] = (await dl2.predict(frame)).columns;
          return { columns: [label, ...order.map((c) => classes[c])] };
        },
      },
    }) as Model;
    const team = new Team([
      { model: dl2, name: 'a' },
      { model: turned, name: 'b' },
    ]);
    const { probabilities } = await team.score(row('DL2', 2));
    expect(probabilities[1]).toEqual(probabilities[0]);
  });
});
