// Contributions and feature frequencies against H2O's own predict_contributions and feature_frequencies.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import {
  ArgumentError,
  loadMojo,
  ModelCategoryError,
  readCsv,
  type ContributionOptions,
  type Frame,
} from '../../src/node.js';
import { inputRows } from '../support/cases.js';

interface Table {
  readonly names: readonly string[];
  readonly columns: readonly (readonly (number | string | null)[])[];
}

interface Answers {
  readonly frequencies?: Table;
  readonly contributions?: readonly (Table & { readonly options: ContributionOptions })[];
  /** H2O refuses contributions. */
  readonly refused?: boolean;
}

const FOLDER = fileURLToPath(new URL('../fixtures/contributions/', import.meta.url));
const CSV = readFileSync(join(FOLDER, 'rows.csv'));
const ANSWERS = JSON.parse(
  gunzipSync(readFileSync(join(FOLDER, 'answers.json.gz'))).toString(),
) as Record<string, Answers>;

const open = (name: string) => loadMojo(join(FOLDER, `${name}.zip`));

/** The columns of a frame, levels as texts, NA as null. */
function cellsOf(frame: Frame): Table {
  const rows = frame.toRows();
  const columns = frame.names.map((name) => rows.map((row) => row[name] as number | string | null));
  return { names: frame.names, columns };
}

describe.each(Object.entries(ANSWERS))(
  '%s',
  (name, { contributions = [], frequencies, refused }) => {
    for (const { options, names, columns } of contributions) {
      const { outputFormat, topN, bottomN, compareAbs } = options;
      const isSorted = topN !== 0 || bottomN !== 0;
      it(`contributes as H2O: ${outputFormat}, ${topN} top, ${bottomN} bottom, absolute ${compareAbs}`, async () => {
        using model = await open(name);
        const frame = await readCsv(CSV, { model });
        const actual = cellsOf(await model.predictContributions(frame, options));
        expect(actual.names).toEqual(names);
        if (outputFormat === 'Original' || !isSorted) {
          expect(actual.columns).toEqual(columns);
          return;
        }
        // H2O sorts by column, but shows the values of the one-hot cells of the same numbers.
        const byColumn = await model.predictContributions(frame, { outputFormat });
        actual.columns.forEach((column, c) => {
          if (!actual.names[c].includes('_value_')) expect(column).toEqual(columns[c]);
          else {
            const features = actual.columns[c - 1] as string[];
            const all = byColumn.toRows();
            expect(column).toEqual(features.map((feature, row) => all[row][feature]));
          }
        });
      });
    }

    if (refused === true) {
      it('has no contributions, as in H2O, unless those of each class are asked for', async () => {
        using model = await open(name);
        const frame = await readCsv(CSV, { model });
        await expect(model.predictContributions(frame)).rejects.toThrow(ModelCategoryError);
        await expect(model.predictContributions(frame)).rejects.toThrow('multinomial: true');
      });
    }

    if (frequencies) {
      it('counts the features of the decision paths as H2O', async () => {
        using model = await open(name);
        const frame = await readCsv(CSV, { model });
        expect(cellsOf(await model.featureFrequencies(frame))).toEqual(frequencies);
      });
    }
  },
);

describe('contributions that H2O refuses or does not have', () => {
  /** The sum that a prediction is made of, from its probabilities: as far as they tell it. */
  const sumOf = (row: Record<string, unknown>, names: readonly string[]) =>
    names.reduce((sum, name) => sum + Number(row[name]), 0);

  it.each(['gbm-multi', 'drf-multi', 'xgb-multi', 'drf-double'])(
    'add up to the sum of each class: %s',
    async (name) => {
      using model = await open(name);
      const frame = await readCsv(CSV, { model });
      const predictions = (await model.predict(frame)).toRows();
      const contributions = await model.predictContributions(frame, { multinomial: true });
      const classes = model.domains.at(-1) ?? [];
      contributions.toRows().forEach((row, r) => {
        const sums = classes.map((level) =>
          sumOf(
            row,
            contributions.names.filter((column) => column.startsWith(`${level}.`)),
          ),
        );
        // Of forests the sums are shares of their total; of boosted trees their exponentials are.
        const weights = model.algo === 'drf' ? sums : sums.map((sum) => Math.exp(sum));
        const total = weights.reduce((a, b) => a + b);
        classes.forEach((level, k) => {
          expect(weights[k] / total, `row ${r}, ${level}`).toBeCloseTo(
            Number(predictions[r][level]),
            5,
          );
        });
      });
    },
  );

  it('are named by class and feature, sorted ones by class', async () => {
    using model = await open('xgb-multi');
    const frame = await readCsv(CSV, { model });
    const scope = { multinomial: true, outputFormat: 'Compact' } as const;
    const all = await model.predictContributions(frame, scope);
    expect(all.names.slice(0, 8)).toEqual([
      ...['many', 'col', 'x', 'y', 'z', 'k', 'BiasTerm'].map((feature) => `hi.${feature}`),
      'lo.many',
    ]);
    const sorted = await model.predictContributions(frame, { ...scope, topN: 1 });
    expect(sorted.names).toEqual(
      ['hi', 'lo', 'mid'].flatMap((level) => [
        `${level}.top_feature_1`,
        `${level}.top_value_1`,
        `${level}.BiasTerm`,
      ]),
    );
    const [first] = sorted.toRows();
    const [row] = all.toRows();
    expect(first['lo.top_value_1']).toBe(row[`lo.${String(first['lo.top_feature_1'])}`]);
  });

  it.each([
    ['gbm-bin', {}],
    ['gbm-reg', {}],
    ['drf-bin', {}],
    ['drf-reg', {}],
    ['gbm-onehot', {}],
    ['xgb-bin', {}],
    ['xgb-reg', { outputFormat: 'Compact' }],
    ['gbm-multi', { multinomial: true }],
    ['xgb-multi', { multinomial: true, outputFormat: 'Compact' }],
  ] as const)(
    'interact: pairs are symmetric and add up to contributions: %s %o',
    async (name, scope) => {
      using model = await open(name);
      const frame = await readCsv(CSV, { model });
      const contributions = await model.predictContributions(frame, scope);
      const interactions = await model.predictContributionInteractions(frame, scope);
      const prefixes = 'multinomial' in scope ? ['hi.', 'lo.', 'mid.'] : [''];
      const rows = interactions.toRows();
      const expected = contributions.toRows();
      for (const prefix of prefixes) {
        const features = contributions.names
          .filter((column) => column.startsWith(prefix) && column !== `${prefix}BiasTerm`)
          .map((column) => column.slice(prefix.length));
        rows.forEach((row, r) => {
          expect(row[`${prefix}BiasTerm`]).toBe(expected[r][`${prefix}BiasTerm`]);
          for (const a of features) {
            const pairs = features.map((b) => `${prefix}${a}:${b}`);
            expect(sumOf(row, pairs)).toBeCloseTo(Number(expected[r][prefix + a]), 6);
            for (const b of features) {
              expect(row[`${prefix}${a}:${b}`]).toBe(row[`${prefix}${b}:${a}`]);
            }
          }
        });
      }
    },
  );

  it('counts an XGBoost column once per split on any of its levels', async () => {
    using model = await open('xgb-bin');
    const frame = await readCsv(CSV, { model });
    const frequencies = await model.featureFrequencies(frame);
    expect(frequencies.names).toEqual(['many', 'col', 'x', 'y', 'z', 'k']);
    const leaves = await model.predictLeafNodeAssignment(frame);
    const steps = leaves.toRows().map((row) => Object.values(row).join('').length);
    const counted = frequencies.toRows().map((row) => sumOf(row, frequencies.names));
    expect(counted).toEqual(steps);
  });
});

describe('contributions of a single row', () => {
  const [row] = inputRows(CSV.toString());

  it('are those of the frame, sorted as in EasyPredictModelWrapper', async () => {
    using model = await open('gbm-bin');
    const predictor = model.easyPredict();
    const values = predictor.predictContributions(row);
    const frame = await readCsv(CSV, { model });
    const contributions = await model.predictContributions(frame);
    const [first] = contributions.toRows();
    expect(values).toEqual(Object.values(first));
    const shown = predictor.predictContributions(row, { topN: 1, bottomN: 2 });
    expect(shown.map(({ value }) => value)).toEqual([
      Math.max(...values.slice(0, -1)),
      ...values
        .slice(0, -1)
        .sort((a, b) => a - b)
        .slice(0, 2),
      values.at(-1),
    ]);
    expect(shown.at(-1)?.key).toBe('BiasTerm');
    expect(predictor.predictContributions(row, {})).toEqual([
      { key: 'BiasTerm', value: values.at(-1) },
    ]);
    expect(predictor.predictContributions(row, { topN: -1 })).toHaveLength(values.length);
  });

  it('are refused where the model has none', async () => {
    using model = await open('iforest');
    expect(() => model.easyPredict().predictContributions(row)).toThrow(ModelCategoryError);
  });
});

it('refuses options that are none', async () => {
  using model = await open('gbm-bin');
  const frame = await readCsv(CSV, { model });
  for (const [argument, options] of [
    ['topN', { topN: 1.5 }],
    ['bottomN', { bottomN: 2 ** 31 }],
    ['outputFormat', { outputFormat: 'Wide' as never }],
  ] as const) {
    const asked = model.predictContributions(frame, options);
    await expect(asked).rejects.toThrow(ArgumentError);
    await expect(asked).rejects.toMatchObject({ argument });
  }
  const most = { topN: 2 ** 31 - 1 };
  await expect(model.predictContributions(frame, most)).resolves.toBeDefined();
});
