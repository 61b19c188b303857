import { MetricsError, type TeamMeasurement, type TeamPerformance } from '../node.js';

/** H2O's metrics of members and team, where there are any: the tables of a report are told of rows that H2O measures nothing of, too. */
export class ReportMetrics {
  readonly #measurement: TeamMeasurement;
  #refused: MetricsError | undefined;

  constructor(measurement: TeamMeasurement) {
    this.#measurement = measurement;
  }

  /** Why there are none, as far as that is known. */
  get refused(): MetricsError | undefined {
    return this.#refused;
  }

  /** As TeamMeasurement takes them. */
  add(...rows: Parameters<TeamMeasurement['add']>): void {
    if (this.#refused) return;
    this.#orRefused(() => {
      this.#measurement.add(...rows);
    });
  }

  /** Undefined where there are none. */
  result(): TeamPerformance | undefined {
    return this.#refused ? undefined : this.#orRefused(() => this.#measurement.result());
  }

  #orRefused<T>(work: () => T): T | undefined {
    try {
      return work();
    } catch (error) {
      if (!(error instanceof MetricsError)) throw error;
      this.#refused = error;
      return undefined;
    }
  }
}
