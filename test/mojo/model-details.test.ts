import { describe, expect, test } from 'vitest';
import { LimitError, MojoFormatError } from '../../src/errors.js';
import { parseJson } from '../../src/mojo/json.js';
import { resolveLimits } from '../../src/mojo/limits.js';
import { ModelDetails } from '../../src/mojo/model-details.js';
import { smallArchive } from './small-mojo.js';

const PATH = 'experimental/modelDetails.json';
const of = (json: string) => ModelDetails.of(smallArchive({ [PATH]: json }))!;

describe('ModelDetails', () => {
  test('has parameters, tables by row, and metrics under their own names', () => {
    const details = ModelDetails.of(smallArchive())!;
    expect(details.parameters).toEqual([
      {
        name: 'ntrees',
        label: 'ntrees',
        type: 'int',
        defaultValue: 50,
        actualValue: 2,
        inputValue: 2,
      },
      {
        name: 'model_id',
        label: 'model_id',
        type: 'Key<Model>',
        defaultValue: null,
        actualValue: { name: 'm1' },
        inputValue: undefined,
      },
    ]);
    expect(details.variableImportances).toEqual({
      name: 'Variable Importances',
      description: '',
      columns: [
        { name: 'variable', type: 'string' },
        { name: 'relative_importance', type: 'double' },
      ],
      rows: [
        ['colour', 0.75],
        ['NaN', NaN],
      ],
    });
    expect(details.tableNames()).toEqual(['variable_importances']);
    expect(details.trainingMetrics).toEqual({ MSE: 0.25, AUC: NaN, domain: ['NaN', 'b'] });
    expect(details.validationMetrics).toBeUndefined();
    expect(details.crossValidationMetrics).toBeUndefined();
    expect(details.modelSummary).toBeUndefined();
    expect(details.scoringHistory).toBeUndefined();
    expect(details.thresholds).toBeUndefined();
    expect(details.maxCriteria).toBeUndefined();
    expect(details.confusionMatrix).toBeUndefined();
    expect(details.crossValidationSummary).toBeUndefined();
    expect(details.coefficients).toBeUndefined();
    expect(details.centers).toBeUndefined();
    expect(details.standardizedCenters).toBeUndefined();
  });

  test('is undefined for a MOJO without the file', () => {
    expect(ModelDetails.of(smallArchive({ [PATH]: undefined }))).toBeUndefined();
  });

  test('is read only when something of it is asked for', () => {
    const details = of('no json');
    expect(() => details.parameters).toThrow(
      expect.objectContaining({ code: 'MOJO_FORMAT', file: PATH }),
    );
  });

  test('finds tables within metrics, of the validation before the training', () => {
    const table = (name: string) => ({ name, columns: [], data: [], rowcount: 0 });
    const metrics = (name: string) => ({
      thresholds_and_metric_scores: table(`${name} thresholds`),
      max_criteria_and_metric_scores: table(`${name} criteria`),
      cm: { table: table(`${name} cm`) },
    });
    const namesOf = (output: unknown) => {
      const { thresholds, maxCriteria, confusionMatrix } = of(JSON.stringify({ output }));
      return [thresholds, maxCriteria, confusionMatrix].map((found) => found?.name);
    };
    const output = { training_metrics: metrics('t'), validation_metrics: metrics('v') };
    expect(namesOf(output)).toEqual(['v thresholds', 'v criteria', 'v cm']);
    expect(namesOf({ ...output, validation_metrics: null })).toEqual([
      't thresholds',
      't criteria',
      't cm',
    ]);
  });

  test('has the tables of single algorithms by their subject', () => {
    const table = (name: string) => ({ name, columns: [], data: [], rowcount: 0 });
    const details = of(
      JSON.stringify({
        output: {
          coefficients_table: table('Coefficients'),
          centers: table('Cluster Means'),
          centers_std: table('Standardized Cluster Means'),
          cross_validation_metrics_summary: table('Cross-Validation Metrics Summary'),
          glm_scoring_history: table('Scoring History'),
        },
      }),
    );
    expect(details.coefficients?.name).toBe('Coefficients');
    expect(details.centers?.name).toBe('Cluster Means');
    expect(details.standardizedCenters?.name).toBe('Standardized Cluster Means');
    expect(details.crossValidationSummary?.name).toBe('Cross-Validation Metrics Summary');
    expect(details.scoringHistory?.name).toBe('Scoring History');
  });

  test('takes no rows from a table without columns, whatever its rowcount', () => {
    const model_summary = { name: '', columns: [], data: [], rowcount: 2 ** 40 };
    expect(of(JSON.stringify({ output: { model_summary } })).modelSummary?.rows).toEqual([]);
  });

  test.each([
    '[]',
    '{"output": 3}',
    '{"output": {"scoring_history": {"columns": [{}], "data": []}}}',
  ])('refuses %s', (json) => {
    expect(() => of(json).scoringHistory).toThrow(MojoFormatError);
  });

  test('refuses a table whose columns have not rowcount cells', () => {
    const table = { columns: [{ name: 'a', type: 'int' }], data: [[1, 2]], rowcount: 3 };
    expect(() => of(JSON.stringify({ output: { model_summary: table } })).modelSummary).toThrow(
      expect.objectContaining({ key: 'model_summary' }),
    );
  });

  test('has a limit of its own, which does not touch scoring', () => {
    const details = ModelDetails.of(smallArchive(), resolveLimits({ maxDetailsBytes: 10 }))!;
    expect(() => details.json).toThrow(LimitError);
  });
});

describe('parseJson', () => {
  test('takes bare NaN and Infinity as texts, and leaves strings alone', () => {
    const json = '{"a": NaN, "b": [-Infinity,Infinity], "c": "x: NaN, \\" -Infinity", "NaN": 1}';
    expect(parseJson(json, 'f')).toEqual({
      a: 'NaN',
      b: ['-Infinity', 'Infinity'],
      c: 'x: NaN, " -Infinity',
      NaN: 1,
    });
  });

  test('keeps all digits of whole numbers that a double cannot hold', () => {
    expect(parseJson('[-1840583661938701848, 1795230383704, 9007199254740991]', 'f')).toEqual([
      '-1840583661938701848',
      1795230383704,
      9007199254740991,
    ]);
  });

  test('leaves long decimals numbers', () => {
    expect(
      parseJson('[0.50045454545454545, 1.2345678901234567E-100, -0.4656380779025246]', 'f'),
    ).toEqual([0.50045454545454545, 1.2345678901234567e-100, -0.4656380779025246]);
  });

  test('refuses JSON nested without end', () => {
    expect(() => parseJson('['.repeat(100_000), 'f')).toThrow(MojoFormatError);
    expect(() => parseJson('['.repeat(65) + ']'.repeat(65), 'f')).toThrow('nested 65 deep');
    expect(parseJson('['.repeat(64) + ']'.repeat(64), 'f')).toBeDefined();
  });

  test('takes strings of megabytes', () => {
    const long = 'x\\"'.repeat(1_000_000);
    expect(parseJson(`["${long}"]`, 'f')).toEqual([long.replaceAll('\\"', '"')]);
  });
});
