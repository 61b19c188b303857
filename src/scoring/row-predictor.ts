import { checkOptions } from '../check-options.js';
import { ArgumentError } from '../errors.js';
import { requireRow } from '../frame/frame.js';
import type {
  BlockContext,
  Contributions,
  LoadedModel,
  SearchOptions,
} from '../algos/algorithm.js';
import { composeContributions } from '../answers/contribution-order.js';
import { orderOf, type ContributionOptions } from '../answers/contribution-options.js';
import { requireContributions } from '../answers/contributions.js';
import type { ConversionLog } from '../frame/cells.js';
import { RowConverter, type Row } from '../frame/row-converter.js';
import type { Prediction } from '../categories/prediction-types.js';
import type { InputPlan, InputRules } from '../frame/input-plan.js';
import {
  PREDICTION_OPTIONS,
  rowPredictions,
  type PredictionOptions,
  type RowPredictions,
} from './row-predictions.js';
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

/** Which contributions of a row, and in which order. */
export type RowContributionOptions = Pick<ContributionOptions, 'topN' | 'bottomN' | 'compareAbs'>;

/** A feature and its contribution, under the names of genmodel's KeyValue. */
export interface FeatureContribution {
  readonly key: string;
  readonly value: number;
}

const CONFIG: Readonly<Record<keyof EasyPredictConfig, true>> = {
  ...PREDICTION_OPTIONS,
  glrmIterNumber: true,
  glrmSeed: true,
  threshold: true,
  convertUnknownCategoricalLevelsToNa: true,
  convertInvalidNumbersToNa: true,
  errorConsumer: true,
};
const ROW_OPTIONS = { offset: true } as const;
const ROW_CONTRIBUTION_OPTIONS: Readonly<Record<keyof RowContributionOptions, true>> = {
  topN: true,
  bottomN: true,
  compareAbs: true,
};
const NO_OPTIONS: { readonly offset?: number } = {};

const SILENT: ConversionLog = { unknownLevel: () => undefined, invalidNumber: () => undefined };

/** How rows go to a model's cells, and what its scorer is told of them. */
interface RowWay {
  readonly converter: RowConverter;
  readonly context: BlockContext;
}

/** Predicts single rows, synchronously (hex.genmodel.easy.EasyPredictModelWrapper). */
export class RowPredictor {
  readonly #model: () => LoadedModel;
  readonly #rules: InputRules;
  readonly #log: ConversionLog;
  readonly #search: SearchOptions;
  readonly #predictions: RowPredictions;
  #way: RowWay | undefined;
  #contributions: Contributions | undefined;

  /** `model` is asked at every call, so that a disposed model is noticed. */
  constructor(model: () => LoadedModel, config: EasyPredictConfig = {}) {
    checkOptions('easyPredict', config, CONFIG);
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
   * Throws UnknownCategoricalLevelError, InvalidNumberError, ValueTypeError or ScoringError; ArgumentError for
   * a row that is no object.
   */
  predict(row: Row, options: { readonly offset?: number } = NO_OPTIONS): Prediction {
    const offsets = options === NO_OPTIONS ? undefined : offsetOf(options);
    const context = this.#fill(this.#model(), row);
    const failures = this.#predictions.score(1, offsets, context);
    if (failures.length > 0) throw failures[0].error();
    return this.#predictions.get(0);
  }

  /**
   * Contributions of the features to the prediction of one row before the link function, as floats, in the order of
   * `predictContributions` of the model, the bias last. Throws as `predict`, and ModelCategoryError where H2O has none.
   */
  predictContributions(row: Row): number[];
  /**
   * The highest and lowest ones with the names of their features, `BiasTerm` last (EasyPredictModelWrapper.predictContributions with
   * topN, bottomN and compareAbs): more than there are, or negative numbers, are all of them; 0 and 0 are the bias alone.
   */
  predictContributions(row: Row, order: RowContributionOptions): FeatureContribution[];
  predictContributions(row: Row, order?: RowContributionOptions): number[] | FeatureContribution[] {
    const model = this.#model();
    if (order) checkOptions('row.predictContributions', order, ROW_CONTRIBUTION_OPTIONS);
    this.#contributions ??= requireContributions(model, {});
    const { names, of } = this.#contributions;
    this.#fill(model, row);
    const values = new Float32Array(names.length);
    of(model.scorer.input, 0, 1, values, 0);
    if (!order) return [...values];
    const shown = composeContributions(values, orderOf(order));
    return Array.from(shown, (i) => ({ key: names[i], value: values[i] }));
  }

  /** The row as the first one of the scorer's input. */
  #fill(model: LoadedModel, row: Row): BlockContext {
    const { data, scorer } = model;
    const inputs = data.words ? namedInputs(model, row) : data.inputs;
    const { converter, context } =
      this.#way?.context.inputs === inputs ? this.#way : this.#bind(inputs);
    const refused = converter.convert(row, scorer.input);
    if (refused) throw refused();
    return context;
  }

  /** One way serves all rows of a model whose inputs are always the same. */
  #bind(inputs: InputPlan): RowWay {
    const converter = new RowConverter(inputs, this.#rules, this.#log);
    const context = { inputs, place: () => 0, search: this.#search };
    return (this.#way = { converter, context });
  }
}

/** Only models of words care for the names. */
function namedInputs(model: LoadedModel, row: Row): InputPlan {
  requireRow(row, 'row');
  return bindInputs(model, Object.keys(row));
}

function offsetOf(options: { readonly offset?: number }): Float64Array | undefined {
  checkOptions('row.predict', options, ROW_OPTIONS);
  const { offset } = options;
  if (offset === undefined) return undefined;
  if (typeof offset !== 'number') throw new ArgumentError('offset', 'a number', offset);
  return Float64Array.of(offset);
}
