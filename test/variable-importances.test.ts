// Importances from a model's own trees against the tables that H2O put into the MOJO.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { ArgumentError, loadMojo, ModelCategoryError, type Model } from '../src/node.js';
import { CASES } from './support/cases.js';

const FOLDER = fileURLToPath(new URL('./fixtures/contributions/', import.meta.url));
const open = (name: string) => loadMojo(join(FOLDER, `${name}.zip`));

function tableOf(model: Model, name: string): unknown[][] {
  return (model.details?.table(name)?.rows ?? []).map((row) => [...row]);
}

describe('variable importances', () => {
  it('are H2O’s table', async () => {
    using model = await open('gbm-bin');
    const [first] = tableOf(model, 'variable_importances');
    expect(Object.values(model.variableImportances()[0])).toEqual(first);
    expect(model.variableImportances()).toHaveLength(6);
  });

  it.each(['xgb-bin', 'xgb-reg', 'xgb-multi'])(
    'of XGBoost are the tables that H2O makes of the booster: %s',
    async (name) => {
      using model = await open(name);
      for (const [measure, table] of [
        ['gain', 'variable_importances'],
        ['cover', 'variable_importances_cover'],
        ['frequency', 'variable_importances_frequency'],
      ] as const) {
        const expected = new Map(
          tableOf(model, table).map(([variable, ...row]) => [variable, row]),
        );
        const actual = model.variableImportances(measure);
        expect(actual.map(({ variable }) => variable).sort()).toEqual([...expected.keys()].sort());
        for (const { variable, ...values } of actual) {
          Object.values(values).forEach((value, i) => {
            const wanted = Number(expected.get(variable)?.[i]);
            expect(Math.abs(value / wanted - 1), `${measure} of ${variable}`).toBeLessThan(1e-5);
          });
        }
      }
    },
  );

  it('of an isolation forest can be the numbers of splits', async () => {
    using model = await open('iforest');
    const counts = new Map(tableOf(model, 'variable_splits').map(([name, count]) => [name, count]));
    const actual = model.variableImportances('frequency');
    expect(actual.length).toBeGreaterThan(3);
    for (const { variable, relativeImportance } of actual) {
      expect(relativeImportance).toBe(counts.get(variable));
    }
    expect(() => model.variableImportances()).toThrow('ask for cover or frequency');
  });

  it('fall, and their shares add up to 1', async () => {
    using model = await open('drf-bin');
    const all = model.variableImportances('cover');
    const values = all.map(({ relativeImportance }) => relativeImportance);
    expect(values).toEqual([...values].sort((a, b) => b - a));
    expect(all[0].scaledImportance).toBe(1);
    expect(all.reduce((sum, { percentage }) => sum + percentage, 0)).toBeCloseTo(1, 12);
  });

  it('are refused, with a reason, where there are none', async () => {
    using model = await open('gbm-bin');
    expect(() => model.variableImportances('gain')).toThrow(ModelCategoryError);
    expect(() => model.variableImportances('gain')).toThrow('ask for cover or frequency');
    expect(() => model.variableImportances('weight' as never)).toThrow(ArgumentError);
    const kmeans = CASES.find(({ name }) => name.startsWith('kmeans/'));
    using other = await loadMojo(kmeans?.mojo ?? '');
    expect(() => other.variableImportances()).toThrow('no table of variable importances');
    expect(() => other.variableImportances('frequency')).toThrow(ModelCategoryError);
  });
});
