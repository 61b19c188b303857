import { MojoFormatError } from '../errors.js';
import type { Archive } from './archive.js';
import { isJsonArray, isJsonObject, jsonNumber, parseJson } from './json.js';
import type { Json, JsonObject } from './json.js';
import { checkLimit, DEFAULT_LIMITS } from './limits.js';
import type { MojoLimits } from './limits.js';
import { isTable, readTable } from './two-dim-table.js';
import type { Table } from './two-dim-table.js';

const DETAILS = 'experimental/modelDetails.json';

/**
 * A parameter of the training. Values are JSON; H2O writes keys of frames and models as objects
 * with a `name`.
 */
export interface ModelParameter {
  readonly name: string;
  /** What H2O's clients show in place of the name; mostly the same. */
  readonly label: string;
  readonly type: string;
  readonly defaultValue: Json;
  /** What the training used. */
  readonly actualValue: Json;
  /** What the user asked for; undefined in files of older releases. */
  readonly inputValue: Json | undefined;
}

/**
 * What H2O reports of the training: `experimental/modelDetails.json`, the REST schema
 * ModelSchemaV3. Nothing of it is needed to score. The file is read when the first property is
 * asked for, which may throw MojoFormatError or LimitError, and kept.
 */
export class ModelDetails {
  /** The details of a MOJO, or undefined when it has none, as before H2O 3.10.4. */
  static of(archive: Archive, limits: MojoLimits = DEFAULT_LIMITS): ModelDetails | undefined {
    return archive.has(DETAILS) ? new ModelDetails(archive, limits) : undefined;
  }

  readonly #archive: Archive;
  readonly #limits: MojoLimits;
  readonly #file: string;
  #json: JsonObject | undefined;

  private constructor(archive: Archive, limits: MojoLimits) {
    this.#archive = archive;
    this.#limits = limits;
    this.#file = archive.fullPath(DETAILS);
  }

  /**
   * The whole file. Whole numbers beyond 2^53, `NaN` and `Infinity` are texts (see `parseJson`).
   */
  get json(): JsonObject {
    return (this.#json ??= this.#parse());
  }

  /** The part `output`: what the training gave. */
  get output(): JsonObject {
    return this.#object(this.json, 'output') ?? {};
  }

  /** Empty when the file has none. */
  get parameters(): readonly ModelParameter[] {
    const list = this.json.parameters;
    if (!isJsonArray(list)) return [];
    return list.filter(isJsonObject).map((parameter) => ({
      name: jsonText(parameter.name),
      label: jsonText(parameter.label ?? parameter.name),
      type: jsonText(parameter.type),
      defaultValue: parameter.default_value ?? null,
      actualValue: parameter.actual_value ?? null,
      inputValue: parameter.input_value,
    }));
  }

  get modelSummary(): Table | undefined {
    return this.table('model_summary');
  }

  /** A row per scoring event of the training. */
  get scoringHistory(): Table | undefined {
    return this.table('scoring_history') ?? this.table('glm_scoring_history');
  }

  get variableImportances(): Table | undefined {
    return this.table('variable_importances');
  }

  /** Of linear models: a row per coefficient; of multinomial ones, a column per class. */
  get coefficients(): Table | undefined {
    return this.table('coefficients_table');
  }

  /** Of k-means: a row per cluster, in the units of the columns. */
  get centers(): Table | undefined {
    return this.table('centers');
  }

  /** The centres on the scale on which distances were taken; undefined without standardization. */
  get standardizedCenters(): Table | undefined {
    return this.table('centers_std');
  }

  /**
   * Metrics under H2O's names (`MSE`, `AUC`, `pr_auc`, `cm`, ...); `NaN` and `Infinity` are
   * numbers.
   */
  get trainingMetrics(): JsonObject | undefined {
    return this.#metrics('training_metrics');
  }

  get validationMetrics(): JsonObject | undefined {
    return this.#metrics('validation_metrics');
  }

  get crossValidationMetrics(): JsonObject | undefined {
    return this.#metrics('cross_validation_metrics');
  }

  /** A row per metric: mean, deviation, and the value of each fold. */
  get crossValidationSummary(): Table | undefined {
    return this.table('cross_validation_metrics_summary');
  }

  /**
   * Threshold by threshold, the metrics of a binomial model: of the validation if there was one, as
   * H2O chooses its default threshold.
   */
  get thresholds(): Table | undefined {
    return this.#chosen('thresholds_and_metric_scores');
  }

  /** The thresholds at which metrics of a binomial model are largest, of the same rows. */
  get maxCriteria(): Table | undefined {
    return this.#chosen('max_criteria_and_metric_scores');
  }

  /** Rows are the actual classes, columns the predicted ones; of the same rows. */
  get confusionMatrix(): Table | undefined {
    return this.#chosen('cm.table');
  }

  /**
   * A table of `output` by its path, such as `coefficients_table` or `training_metrics.cm.table`;
   * undefined when there is none.
   */
  table(path: string): Table | undefined {
    let value: Json | undefined = this.output;
    for (const key of path.split('.')) value = isJsonObject(value) ? value[key] : undefined;
    return isTable(value) ? readTable(value, this.#file, path) : undefined;
  }

  /** Names of all tables that stand directly in `output`. */
  tableNames(): string[] {
    return Object.entries(this.output).flatMap(([name, value]) => (isTable(value) ? [name] : []));
  }

  /** A table of the validation's metrics, or of the training's where there was no validation. */
  #chosen(path: string): Table | undefined {
    return this.table(`validation_metrics.${path}`) ?? this.table(`training_metrics.${path}`);
  }

  #metrics(name: string): JsonObject | undefined {
    const metrics = this.#object(this.output, name);
    if (metrics === undefined) return undefined;
    // Only the fields themselves: within `domain`, "NaN" is a level.
    return Object.fromEntries(
      Object.entries(metrics).map(([key, value]) => [key, jsonNumber(value)]),
    );
  }

  #object(parent: JsonObject, key: string): JsonObject | undefined {
    const value = parent[key];
    if (value === undefined || value === null) return undefined;
    if (isJsonObject(value)) return value;
    throw new MojoFormatError(`${this.#file}: expected an object for ${key}`, {
      file: this.#file,
      key,
    });
  }

  #parse(): JsonObject {
    checkLimit(
      this.#limits,
      'maxDetailsBytes',
      this.#archive.bytes(DETAILS).length,
      `${this.#file}: bytes`,
    );
    const json = parseJson(this.#archive.text(DETAILS), this.#file);
    if (isJsonObject(json)) return json;
    throw new MojoFormatError(`${this.#file}: expected an object`, { file: this.#file });
  }
}

/** A text as it is, anything else as JSON. */
function jsonText(value: Json | undefined): string {
  return typeof value === 'string' ? value : JSON.stringify(value ?? null);
}
