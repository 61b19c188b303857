import type { ModelData } from '../algos/algorithm.js';
import type { ModelDetails } from '../mojo/model-details.js';
import type { Json } from '../mojo/json.js';
import type { ReadModel } from '../read-model.js';
import type { Archive } from '../mojo/archive.js';
import type { ModelInfo } from '../mojo/model-info.js';
import { invalidNumbers, numbersIn, requiredColumn } from './columns.js';
import type { Batch } from './meter.js';
import type { Column } from '../frame/column.js';
import type { ConversionCounter } from '../frame/conversion-report.js';

/** What a caller may say of the columns. */
export interface MetricColumns {
  /** The response [the model's]. */
  readonly response?: string | undefined;
  /** Weights of the rows [the model's, if the frame has them]. */
  readonly weights?: string | undefined;
}

/** The same, and what a model would say of itself that is none. */
interface SettingsColumns extends MetricColumns {
  /** Weights of the rows where the frame has them [the model's]. */
  readonly ownWeights?: string | undefined;
}

/** What is measured: a model, or what several of them say together. */
export type MeasuredModel = Pick<ReadModel, 'archive' | 'info'> & {
  readonly data: Pick<ModelData, 'lowRank'>;
};

/** What metrics depend on besides rows and predictions: the model and the parameters of its training. */
export class Settings {
  readonly archive: Archive;
  readonly info: ModelInfo;
  readonly data: Pick<ModelData, 'lowRank'>;
  readonly details: ModelDetails | undefined;
  /** Undefined for models that learn without one. */
  readonly response: string | undefined;
  readonly weights: string | undefined;
  readonly #responseAsked: boolean;
  readonly #weightsAsked: boolean;
  readonly #conversions: ConversionCounter | undefined;
  readonly #parameters: ReadonlyMap<string, Json>;

  /** `conversions` counts text that is no number where a number belongs; without it such text is refused. */
  constructor(
    { archive, info, data }: MeasuredModel,
    details: ModelDetails | undefined,
    columns: SettingsColumns,
    conversions?: ConversionCounter,
  ) {
    this.archive = archive;
    this.info = info;
    this.data = data;
    this.details = details;
    this.#parameters = new Map(
      details?.parameters.map(({ name, actualValue }) => [name, actualValue]),
    );
    this.response =
      columns.response ??
      this.column('response_column') ??
      this.column('validation_response_column') ??
      info.responseColumn;
    this.weights =
      columns.weights ?? columns.ownWeights ?? info.weightsColumn ?? this.column('weights_column');
    this.#responseAsked = columns.response !== undefined;
    this.#weightsAsked = columns.weights !== undefined;
    this.#conversions = conversions;
  }

  /** A parameter of the training that is a number. Files without details have the default. */
  number(name: string, otherwise: number): number {
    const value = this.#parameters.get(name);
    return typeof value === 'number' ? value : otherwise;
  }

  flag(name: string, otherwise: boolean): boolean {
    const value = this.#parameters.get(name);
    return typeof value === 'boolean' ? value : otherwise;
  }

  text(name: string, otherwise: string): string {
    const value = this.#parameters.get(name);
    return typeof value === 'string' ? value : otherwise;
  }

  /** A parameter that names a column; H2O writes an object with `column_name`. */
  column(name: string): string | undefined {
    const value = this.#parameters.get(name);
    if (typeof value === 'string') return value;
    if (typeof value !== 'object' || value === null || !('column_name' in value)) return undefined;
    return typeof value.column_name === 'string' ? value.column_name : undefined;
  }

  /** One weight a row, NaN where it is missing; undefined without a column of weights. */
  weightsOf(batch: Batch): Float64Array | undefined {
    const name = this.weights;
    if (name === undefined || (!this.#weightsAsked && !batch.frame.find(name))) return undefined;
    return this.numbers(batch, name, 'a weight', 'it was named as the weights');
  }

  /** The column of responses. Throws MissingColumnError. */
  responseColumn({ frame }: Batch): Column {
    const why = this.#responseAsked
      ? 'it was named as the response'
      : 'metrics compare predictions with the response; if it has another name, say which (response, --response)';
    return requiredColumn(frame, this.responseName, why);
  }

  /** The response as numbers. */
  numericResponse(batch: Batch): Float64Array {
    const onInvalid = invalidNumbers('a response', this.#conversions);
    return numbersIn(this.responseColumn(batch), batch.firstRow, onInvalid);
  }

  /** Cells of a column as numbers; `what` it is and `why` it is needed are for errors. */
  numbers({ frame, firstRow }: Batch, name: string, what: string, why: string): Float64Array {
    const onInvalid = invalidNumbers(what, this.#conversions);
    return numbersIn(requiredColumn(frame, name, why), firstRow, onInvalid);
  }

  get responseName(): string {
    return this.response ?? 'response';
  }
}
