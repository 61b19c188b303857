import type { ModelData } from '../algos/algorithm.js';
import type { ModelDetails } from '../mojo/model-details.js';
import type { Json } from '../mojo/json.js';
import type { ReadModel } from '../read-model.js';
import type { Archive } from '../mojo/archive.js';
import type { ModelInfo } from '../mojo/model-info.js';
import { numbersOf } from './columns.js';
import type { Frame } from '../frame/frame.js';

/** What a caller may say of the columns. */
export interface MetricColumns {
  /** The response [the model's]. */
  readonly response?: string | undefined;
  /** Weights of the rows [the model's, if the frame has them]. */
  readonly weights?: string | undefined;
}

/** What metrics depend on besides rows and predictions: the model and the parameters of its training. */
export class Settings {
  readonly archive: Archive;
  readonly info: ModelInfo;
  readonly data: ModelData;
  readonly details: ModelDetails | undefined;
  /** Undefined for models that learn without one. */
  readonly response: string | undefined;
  readonly weights: string | undefined;
  readonly #weightsAsked: boolean;
  readonly #parameters: ReadonlyMap<string, Json>;

  constructor(
    { archive, info, data }: ReadModel,
    details: ModelDetails | undefined,
    columns: MetricColumns,
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
    this.weights = columns.weights ?? info.weightsColumn ?? this.column('weights_column');
    this.#weightsAsked = columns.weights !== undefined;
  }

  /** A parameter of the training that is a number. Files without details have the default. */
  number(name: string, otherwise: number): number {
    const value = this.#parameters.get(name);
    return typeof value === 'number' ? value : otherwise;
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
  weightsOf(frame: Frame): Float64Array | undefined {
    const name = this.weights;
    if (name === undefined || (!this.#weightsAsked && !frame.find(name))) return undefined;
    return numbersOf(frame, name, 'it was named as the weights');
  }

  /** The response as numbers. */
  numericResponse(frame: Frame): Float64Array {
    return numbersOf(frame, this.responseName, 'the response is needed for metrics');
  }

  get responseName(): string {
    return this.response ?? 'response';
  }
}
