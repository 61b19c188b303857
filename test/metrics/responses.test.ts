// How responses, weights and rows are read for metrics, where a file may say the same thing in several ways.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { loadMojo, readCsv, readCsvBlocks, type Model } from '../../src/node.js';

const folder = (name: string) =>
  fileURLToPath(new URL(`../fixtures/performance/${name}/`, import.meta.url));

type Edit = (cells: string[], row: number, names: readonly string[]) => void;

/** The rows of a case, changed cell by cell; commas within quotes do not part cells. */
function edited(name: string, edit: Edit, without?: string): Uint8Array {
  const [header, ...lines] = readFileSync(`${folder(name)}data.csv`, 'utf8')
    .trim()
    .split(/\r?\n/);
  const names = header.split(',').map((column) => (column === without ? `no ${column}` : column));
  const rows = lines.map((line, row) => {
    const cells = line.split(/,(?=(?:[^"]*"[^"]*")*[^"]*$)/);
    edit(cells, row, header.split(','));
    return cells.join(',');
  });
  return new TextEncoder().encode([names.join(','), ...rows].join('\n'));
}

interface Options {
  readonly weights?: string;
  readonly convertInvalidNumbersToNa?: boolean;
  /** A column that gets a name that nobody knows. */
  readonly without?: string;
}

async function measured(name: string, edit: Edit = () => undefined, options: Options = {}) {
  const { without, ...rest } = options;
  using model = await loadMojo(`${folder(name)}model.zip`);
  const frame = await frameOf(model, edited(name, edit, without), rest.weights);
  return await model.performance(frame, rest);
}

function frameOf(model: Model, bytes: Uint8Array, weights?: string) {
  return readCsv(bytes, { model: { columnPlan: model.performancePlan({ weights }) } });
}

const setCell =
  (column: string, change: (text: string, row: number) => string): Edit =>
  (cells, row, names) => {
    const at = names.indexOf(column);
    cells[at] = change(cells[at], row);
  };

describe('responses', () => {
  test('a level that is a number may be written otherwise', async () => {
    const as = (suffix: string) =>
      measured(
        'bin_few_scores',
        setCell('CAPSULE', (text) => (text === '' || text === 'NA' ? text : `${text}${suffix}`)),
      );
    expect(await as('.0')).toEqual(await as(''));
    expect(await as('e0')).toEqual(await as(''));
  });

  test('levels that the model does not know stand behind its own, in alphabetical order', async () => {
    const change = (text: string, row: number) => (row === 0 ? 'zzz' : row === 5 ? 'aaa' : text);
    const { domain, cm } = await measured('multi_iris', setCell('Species', change));
    expect(domain).toEqual(['Iris-setosa', 'Iris-versicolor', 'Iris-virginica', 'aaa', 'zzz']);
    const names = tableOf(cm).columns.map(({ name }) => name);
    expect(names).toEqual([...(domain as string[]), 'Error', 'Rate']);
  });

  test('without a level that the model knows there are no metrics', async () => {
    const run = measured(
      'multi_iris',
      setCell('Species', () => 'rose'),
    );
    await expect(run).rejects.toThrow(/column "Species": the levels "rose" have none in common/);
  });

  test('text in a numeric response is refused with its row, or is missing where that is asked for', async () => {
    const edit = setCell('y_pos', (text, row) => (row === 3 ? 'much' : text));
    await expect(measured('reg_gamma', edit)).rejects.toMatchObject({
      code: 'METRICS',
      column: 'y_pos',
      row: 3,
    });
    const missing = await measured('reg_gamma', edit, { convertInvalidNumbersToNa: true });
    const whole = await measured('reg_gamma');
    expect(missing.nobs).toBe(whole.nobs - 1);
  });
});

describe('weights', () => {
  test('a column of text as weights is refused as what it is', async () => {
    await expect(measured('multi_iris', undefined, { weights: 'Species' })).rejects.toThrow(
      /column "Species": "Iris-virginica" is no number, as a weight has to be/,
    );
  });

  test('a column of weights that is not there counts as 1 in every row', async () => {
    const ones = await measured(
      'multi_weights',
      setCell('w', () => '1'),
    );
    const renamed = await measured('multi_weights', undefined, { without: 'w' });
    expect(renamed).toEqual(ones);
  });

  test('a missing weight is refused with its row where quantiles need it', async () => {
    const edit = setCell('w', (text, row) => (row === 7 ? '' : text));
    await expect(measured('bin_weights', edit)).rejects.toMatchObject({ code: 'METRICS', row: 7 });
  });
});

test('rows in many small frames give the metrics of one frame', async () => {
  for (const name of ['bin_many_scores', 'multi_weights', 'reg_huber', 'glrm', 'coxph_strata']) {
    using model = await loadMojo(`${folder(name)}model.zip`);
    const bytes = readFileSync(`${folder(name)}data.csv`);
    const whole = await model.performance(await frameOf(model, bytes));
    const plan = model.performancePlan();
    const parts = await model.performance(readCsvBlocks([bytes], { plan, blockRows: 17 }));
    expect(parts, name).toEqual(whole);
  }
});

function tableOf(value: unknown) {
  return (value as { readonly table: { readonly columns: readonly { readonly name: string }[] } })
    .table;
}
