import { MetricsError, type TeamMeasurement, type TeamPerformance } from '../node.js';

/** H2O's metrics of members and team, where there are any: the tables of a report are told of rows that H2O measures nothing of, too. */
export class ReportMetrics {
  readonly #measurement: TeamMeasurement;
  #refused: MetricsError | undefined;
  #measured: TeamPerformance | undefined;

  constructor(measurement: TeamMeasurement) {
    this.#measurement = measurement;
  }

  /** Why there are none, as far as that is known. */
  get refused(): MetricsError | undefined {
    return this.#refused;
  }

  /** Whether members count rows by different columns of weights, and the team none for that reason. */
  get areUnlike(): boolean {
    const { members, teamWeights } = this.result() ?? { members: [], teamWeights: null };
    return teamWeights === null && members.some(({ weights }) => weights !== null);
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
    if (this.#refused) return undefined;
    return (this.#measured ??= this.#orRefused(() => this.#measurement.result()));
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
