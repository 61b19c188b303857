// Compares what we show of a model with describe.json, H2O's own account of it.
import type { Json, JsonObject } from '../../src/node.js';
import { isJsonArray, isJsonObject } from '../../src/mojo/json.js';
import { pythonTable, withoutBlanks, type TableJson } from '../support/python-text.js';

/** Where an import shows itself in the original's place; ours is the original's. */
const OF_THE_IMPORT = new Set([
  'model_id', // Generic_model_python_...
  'algo', // generic; the original's is output.original_model_identifier
  'algo_full_name',
  'have_pojo',
  'output.start_time',
  'output.end_time',
  'output.run_time',
  'parameters.model_id', // the key of the running cluster
  'parameters.model_key', // the uploaded file
  'parameters.path',
]);

/** What an import shows as null (or false), though the MOJO has it. */
const LOST_BY_THE_IMPORT = new Set([
  'response_column_name',
  'treatment_column_name',
  'data_frame.name',
  'data_frame.type',
  'data_frame.URL',
  'output.column_types',
  'output.original_names',
  'output.cross_validation_models',
  'output.cross_validation_predictions',
  'output.cross_validation_holdout_predictions_frame_id',
  'output.cv_scoring_history',
  'output.variable_importances', // of GAM, uplift and others without a reader for them
  'parameters[].required', // ModelJsonReader fills no booleans, and no lists of texts
  'parameters[].values',
  'parameters[].is_member_of_frames',
  'parameters[].is_mutually_exclusive_with',
]);

/** What the Python client calls the metrics. */
const METRIC_LABELS: Record<string, string> = {
  MSE: 'MSE',
  RMSE: 'RMSE',
  MAE: 'mae',
  RMSLE: 'rmsle',
  'Mean Residual Deviance': 'mean_residual_deviance',
  'R^2': 'r2',
  LogLoss: 'logloss',
  'Mean Per-Class Error': 'mean_per_class_error',
  AUC: 'AUC',
  AUCPR: 'pr_auc',
  Gini: 'Gini',
  'Null degrees of freedom': 'null_degrees_of_freedom',
  'Residual degrees of freedom': 'residual_degrees_of_freedom',
  'Null deviance': 'null_deviance',
  'Residual deviance': 'residual_deviance',
  AIC: 'AIC',
  Loglikelihood: 'loglikelihood',
  'Total Within Cluster Sum of Square Error': 'tot_withinss',
  'Total Sum of Square Error to Grand Mean': 'totss',
  'Between Cluster Sum of Square Error': 'betweenss',
};

/** One comparison of a case: what differs, each with its path. `imported`: describe.json is of an import. */
export class DescriptionComparison {
  readonly differences: string[] = [];
  compared = 0;
  constructor(readonly imported: boolean) {}

  value(expected: Json | undefined, actual: Json | undefined, path: string): void {
    if (this.imported && OF_THE_IMPORT.has(path)) return;
    if (this.imported && LOST_BY_THE_IMPORT.has(path) && !expected) return;
    if (path.endsWith('_value') && this.#isKeyOfTheImport(expected, actual)) return;
    if (path.endsWith('_value') && isGoneKey(expected, actual)) return;
    if (path === 'parameters' && isJsonArray(expected) && isJsonArray(actual))
      this.#parameters(expected, actual);
    else if (isJsonArray(expected) && isJsonArray(actual)) this.#list(expected, actual, path);
    else if (isJsonObject(expected) && isJsonObject(actual)) this.#object(expected, actual, path);
    else if (typeof expected === 'string' && isJsonObject(actual))
      this.#text(expected, actual, path);
    else this.#check((expected ?? null) === (actual ?? null), path, expected, actual);
  }

  #check(same: boolean, path: string, expected: unknown, actual: unknown): void {
    this.compared++;
    if (!same) {
      const short = (value: unknown) => JSON.stringify(value ?? null).slice(0, 300);
      this.differences.push(`${path}: expected ${short(expected)}, got ${short(actual)}`);
    }
  }

  #object(expected: JsonObject, actual: JsonObject, path: string): void {
    for (const [key, value] of Object.entries(expected))
      this.value(value, actual[key], path === '' ? key : `${path}.${key}`);
  }

  #list(expected: readonly Json[], actual: readonly Json[], path: string): void {
    // Of models described by old releases, the corpus has the first 40 numbers and 120 texts.
    const cut = !this.imported && [40, 120].includes(expected.length);
    this.#check(
      cut ? expected.length <= actual.length : expected.length === actual.length,
      `${path}.length`,
      expected.length,
      actual.length,
    );
    expected.forEach((item, i) => {
      if (item !== HIDDEN_NODE) this.value(item, actual[i], `${path}[]`);
    });
  }

  #parameters(expected: readonly Json[], actual: readonly Json[]): void {
    const ours = new Map(
      actual.filter(isJsonObject).map((parameter) => [parameter.name, parameter]),
    );
    for (const parameter of expected.filter(isJsonObject)) {
      if (this.imported && OF_THE_IMPORT.has(`parameters.${nameOf(parameter)}`)) continue;
      this.value(parameter, ours.get(parameter.name), 'parameters[]');
    }
  }

  /** An import hides keys behind others, and puts the number of items in the place of each object in a list. */
  #isKeyOfTheImport(expected: Json | undefined, actual: Json | undefined): boolean {
    if (!this.imported) return false;
    if (isJsonObject(expected) && isJsonObject(actual) && expected.type === 'Key') {
      const name = nameOf(expected);
      this.#check(name.endsWith(`$${nameOf(actual)}`), 'key', name, actual.name);
      return true;
    }
    if (!isJsonArray(expected) || !isJsonArray(actual)) return false;
    return expected.length > 0 && expected.every((item) => isJsonObject(item) && 'iced_ar' in item);
  }

  #text(expected: string, actual: JsonObject, path: string): void {
    if (!expected.startsWith('ModelMetrics')) {
      const text = pythonTable(actual as unknown as TableJson);
      const wanted = withoutBlanks(expected);
      this.#check(hideNode(wanted) === hideNode(text), path, wanted, text);
      return;
    }
    const [numbers = '', ...tables] = expected.split('\n\n').slice(1);
    for (const line of numbers.split('\n').filter((text) => text !== '')) {
      const [label = '', value] = line.split(': ');
      const field = METRIC_LABELS[label];
      this.#check(field !== undefined, `${path}: ${label}`, 'a label that is known', label);
      // Java's 0.0 stands where an old file has no such metric.
      if (actual[field] === undefined && value === '0.0') continue;
      this.#check(Object.is(Number(value), Number(actual[field])), path, line, actual[field]);
    }
    const ours = tablesIn(actual).map(pythonTable);
    for (const table of tables) {
      if (table.startsWith('Confusion Matrix (Act/Pred)')) continue; // computed by the client
      const wanted = withoutBlanks(table);
      this.#check(ours.includes(wanted), path, wanted, ours);
    }
  }
}

function nameOf({ name }: JsonObject): string {
  return typeof name === 'string' ? name : '';
}

/** A frame of the training that was deleted before the model was described. */
function isGoneKey(expected: Json | undefined, actual: Json | undefined): boolean {
  return expected === null && isJsonObject(actual) && actual.type === 'Key<Frame>';
}

/** What the corpus has in place of the address of the machine it was made on. */
const HIDDEN_NODE = 'node';

function hideNode(text: string): string {
  if (!text.startsWith('Node Information')) return text;
  return text.replace(/\b(node|[\d.]+):\d{4,5}\b/, HIDDEN_NODE);
}

function tablesIn(value: Json | undefined): TableJson[] {
  if (!isJsonObject(value)) return [];
  if (isJsonArray(value.data)) return [value as unknown as TableJson];
  return Object.values(value).flatMap(tablesIn);
}
