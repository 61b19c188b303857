import { ArgumentError } from '../errors.js';
import type { Column } from '../frame/column.js';
import { SharedCounter } from '../features/stack-counter.js';
import type { ConversionCounter } from '../frame/conversion-report.js';
import { Frame } from '../frame/frame.js';
import type { MetricColumns } from '../metrics/settings.js';
import type { Measurement } from '../metrics/measurement.js';
import type { Metrics } from '../metrics/metrics.js';
import type { Model } from '../model.js';
import { measurementOf } from './team-metrics.js';
import type { TeamBlock } from './team-stream.js';
import type { ValueScores } from './value-scores.js';

/** What H2O reports of a model, of each member and of the team, and the columns of weights that counted; null: every row once. */
export interface TeamPerformance {
  readonly members: readonly {
    readonly name: string;
    readonly weights: string | null;
    readonly metrics: Metrics;
  }[];
  readonly teamWeights: string | null;
  readonly team: Metrics;
}

/** Rows with what members and team say of them; `rows` has their columns of weights, one frame, or one for each member in their order. */
export type MeasuredRows = Pick<TeamBlock, 'predictions' | 'scores'> & MeasuredColumns;

interface MeasuredColumns {
  /** [no weights] */
  readonly rows?: Frame | readonly Frame[] | undefined;
}

interface MeasuredMember {
  readonly name: string;
  /** The column of weights of its metrics. */
  readonly weights: string | undefined;
  readonly measurement: Measurement;
}

/** Measures members and team while their answers come. Memory: as docs/metrics.md says, once for each. */
export class TeamMeasurement {
  readonly #response: string;
  readonly #members: readonly MeasuredMember[];
  readonly #team: Measurement;
  /** The column that is named for all of them. */
  readonly #asked: string | undefined;
  /** The one that all members name. */
  readonly #teamWeights: string | undefined;
  /** Who has met a column of weights: members by their place, the team behind them. */
  readonly #weighted = new Set<number>();

  /** Without `classes` the members predict values. `counter` as of Model.measurement. */
  constructor(
    members: readonly { readonly name: string; readonly model: Model }[],
    classes: readonly string[] | undefined,
    { response = 'answer', weights: asked }: MetricColumns,
    counter?: ConversionCounter,
  ) {
    this.#response = response;
    this.#asked = asked;
    const columns = { response, ...(asked !== undefined && { weights: asked }) };
    const told = new Set<string>();
    const counterOf = (weights: string | undefined) => {
      const own = new Set([response, weights ?? response].filter((name) => !told.has(name)));
      for (const name of own) told.add(name);
      return counter && new SharedCounter(counter, false, own, told);
    };
    this.#members = members.map(({ name, model }) => {
      const weights = asked ?? model.weightsColumn;
      return { name, weights, measurement: model.measurement(columns, counterOf(weights)) };
    });
    const [first] = this.#members;
    const agree = this.#members.every(({ weights }) => weights === first.weights);
    this.#teamWeights = agree ? first.weights : undefined;
    const own = { ...columns, ownWeights: this.#teamWeights };
    this.#team = measurementOf(classes, own, counterOf(this.#teamWeights));
  }

  /**
   * The next rows: what the members say, the right classes, and the team's [those of the largest sum]. Throws ArgumentError for
   * another number of rows, MissingColumnError where a column of weights is named that the rows of the first member lack.
   */
  add(
    { predictions, scores, rows }: MeasuredRows,
    answers: Column,
    labels: Int32Array = scores.team,
  ): void {
    this.#add(predictions, scores.toFrame(labels), answers, rows);
  }

  /** The same of values. */
  addValues(
    predictions: readonly Frame[],
    scores: ValueScores,
    answers: Column,
    rows?: MeasuredColumns['rows'],
  ): void {
    this.#add(predictions, scores.toFrame(), answers, rows);
  }

  /** Throws MetricsError where there is nothing to measure. */
  result(): TeamPerformance {
    const counted = (who: number, weights: string | undefined) =>
      this.#weighted.has(who) ? weights! : null;
    return {
      members: this.#members.map(({ name, weights, measurement }, m) => ({
        name,
        weights: counted(m, weights),
        metrics: measurement.result(),
      })),
      teamWeights: counted(this.#members.length, this.#teamWeights),
      team: this.#team.result(),
    };
  }

  #add(
    predictions: readonly Frame[],
    team: Frame,
    answers: Column,
    rows: MeasuredColumns['rows'] = [],
  ): void {
    const frames = rows instanceof Frame ? predictions.map(() => rows) : rows;
    if (frames.length > 0 && frames.length !== predictions.length) {
      const expected = `a Frame, or ${predictions.length}, one for each member`;
      throw new ArgumentError('rows', expected, frames.length);
    }
    const measured = { ...answers, name: this.#response };
    const withWeights = (who: number, frame: Frame | undefined, name: string | undefined) => {
      const weights = name === undefined || name === measured.name ? undefined : frame?.find(name);
      if (weights) this.#weighted.add(who);
      return new Frame(weights ? [weights, measured] : [measured]);
    };
    this.#members.forEach(({ weights, measurement }, m) => {
      // A column that is named for all stands in the first input, as the answers do.
      const own = frames[this.#asked === undefined ? m : 0];
      measurement.add(predictions[m], withWeights(m, own, weights));
    });
    this.#team.add(team, withWeights(this.#members.length, frames[0], this.#teamWeights));
  }
}
