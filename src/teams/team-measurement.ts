import type { Column } from '../frame/column.js';
import { Frame } from '../frame/frame.js';
import type { Measurement } from '../metrics/measurement.js';
import type { Metrics } from '../metrics/metrics.js';
import type { Model } from '../model.js';
import { classifierMeasurement, valueMeasurement } from './team-metrics.js';
import type { TeamBlock } from './team-stream.js';
import type { ValueScores } from './value-scores.js';

/** What H2O reports of a model, of each member and of the team. */
export interface TeamPerformance {
  readonly members: readonly { readonly name: string; readonly metrics: Metrics }[];
  readonly team: Metrics;
}

/** Measures members and team while their answers come. Memory: as docs/metrics.md says, once for each. */
export class TeamMeasurement {
  readonly #response: string;
  readonly #members: readonly { readonly name: string; readonly measurement: Measurement }[];
  readonly #team: Measurement;

  /** Without `classes` the members predict values. */
  constructor(
    members: readonly { readonly name: string; readonly model: Model }[],
    classes: readonly string[] | undefined,
    response: string,
  ) {
    this.#response = response;
    this.#members = members.map(({ name, model }) => {
      return { name, measurement: model.measurement({ response }) };
    });
    this.#team = classes ? classifierMeasurement(classes, response) : valueMeasurement(response);
  }

  /**
   * The next rows: what the members say, the right classes, and the team's [those of the largest sum]. Throws ArgumentError for
   * another number of rows.
   */
  add(
    { predictions, scores }: Pick<TeamBlock, 'predictions' | 'scores'>,
    answers: Column,
    labels: Int32Array = scores.team,
  ): void {
    this.#add(predictions, scores.toFrame(labels), answers);
  }

  /** The same of values. */
  addValues(predictions: readonly Frame[], scores: ValueScores, answers: Column): void {
    this.#add(predictions, scores.toFrame(), answers);
  }

  /** Throws MetricsError where there is nothing to measure. */
  result(): TeamPerformance {
    return {
      members: this.#members.map(({ name, measurement }) => ({
        name,
        metrics: measurement.result(),
      })),
      team: this.#team.result(),
    };
  }

  #add(predictions: readonly Frame[], team: Frame, answers: Column): void {
    const rows = new Frame([{ ...answers, name: this.#response }]);
    this.#members.forEach(({ measurement }, m) => {
      measurement.add(predictions[m], rows);
    });
    this.#team.add(team, rows);
  }
}
