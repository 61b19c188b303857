import type { LoadedModel, SearchOptions } from '../algos/algorithm.js';
import type { ConversionLog } from '../frame/cells.js';
import { RowConverter, type Row } from '../frame/row-converter.js';
import type { Prediction } from '../categories/prediction-types.js';
import type { InputPlan, InputRules } from '../frame/input-plan.js';
import { rowPredictions, type PredictionOptions, type RowPredictions } from './row-predictions.js';
import { bindInputs } from './scoring-call.js';
import { searchOptions, type GlrmOptions } from './search-options.js';
import { atThreshold, type ThresholdOption } from './threshold.js';

/** Settings of EasyPredictModelWrapper.Config, under its names. */
export interface EasyPredictConfig extends PredictionOptions, GlrmOptions, ThresholdOption {
  /** Unknown levels become NA instead of an UnknownCategoricalLevelError [false]. */
  readonly convertUnknownCategoricalLevelsToNa?: boolean;
  /** Text that is no number becomes NA instead of an InvalidNumberError [false]. */
  readonly convertInvalidNumbersToNa?: boolean;
  /** Is told of every value that became NA. */
  readonly errorConsumer?: ConversionLog;
}

const SILENT: ConversionLog = { unknownLevel: () => undefined, invalidNumber: () => undefined };

/** Predicts single rows, synchronously (hex.genmodel.easy.EasyPredictModelWrapper). */
export class RowPredictor {
  readonly #model: () => LoadedModel;
  readonly #rules: InputRules;
  readonly #log: ConversionLog;
  readonly #search: SearchOptions;
  readonly #predictions: RowPredictions;
  #converter: RowConverter | undefined;

  /** `model` is asked at every call, so that a disposed model is noticed. */
  constructor(model: () => LoadedModel, config: EasyPredictConfig = {}) {
    this.#rules = {
      convertUnknownCategoricalLevelsToNa: config.convertUnknownCategoricalLevelsToNa ?? false,
      convertInvalidNumbersToNa: config.convertInvalidNumbersToNa ?? false,
    };
    this.#model = model;
    this.#log = config.errorConsumer ?? SILENT;
    const loaded = model();
    this.#search = searchOptions(loaded, config);
    this.#predictions = rowPredictions(atThreshold(loaded, config.threshold), config);
  }

  /**
   * The prediction for one row: values by column name, text or numbers; null, undefined and absent are NA; columns that the
   * model does not know are ignored. The offset of models that have one is given apart, as in Java [0].
   * Throws UnknownCategoricalLevelError, InvalidNumberError, ValueTypeError or ScoringError.
   */
  predict(row: Row, options: { readonly offset?: number } = {}): Prediction {
    const model = this.#model();
    const inputs = bindInputs(model, Object.keys(row));
    const refused = this.#converterOf(inputs).convert(row, model.scorer.input.columns);
    if (refused) throw refused();
    const offsets = options.offset === undefined ? undefined : Float64Array.of(options.offset);
    const { failures, get } = this.#predictions.score(1, offsets, {
      inputs,
      place: () => 0,
      search: this.#search,
    });
    const failure = failures[0];
    if (failure) throw failure.error();
    return get(0);
  }

  /** One converter serves all rows of a model whose inputs are always the same. */
  #converterOf(inputs: InputPlan): RowConverter {
    if (this.#converter?.plan !== inputs) {
      this.#converter = new RowConverter(inputs, this.#rules, this.#log);
    }
    return this.#converter;
  }
}
