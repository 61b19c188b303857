import { classColumn } from '../categories/classes.js';
import { Frame } from '../frame/frame.js';
import { firstLargest } from './first-largest.js';
import { countVotes, voteOf, type TieRule } from './votes.js';

/** What the members of a team say of rows, and what the team makes of it. Codes are places among `classes`; -1 is no answer. */
export class TeamScores {
  /** Names of the members. */
  readonly members: readonly string[];
  readonly classes: readonly string[];
  readonly rowCount: number;
  /** `probabilities[member][class][row]`. */
  readonly probabilities: readonly (readonly Float64Array[])[];
  /** `sums[class][row]`: the members' probabilities, added in their order. */
  readonly sums: readonly Float64Array[];
  /** Of each member the class of each row: the first one with the largest probability, whatever a model's own threshold. */
  readonly labels: readonly Int32Array[];
  /** The team's class of each row: the first one with the largest sum. */
  readonly team: Int32Array;

  /** Cost and memory: a pass over the probabilities, a number per row and class. */
  constructor(
    members: readonly string[],
    classes: readonly string[],
    probabilities: readonly (readonly Float64Array[])[],
  ) {
    this.members = members;
    this.classes = classes;
    this.probabilities = probabilities;
    this.rowCount = probabilities[0][0].length;
    this.sums = classes.map((_, c) => {
      const [first, ...others] = probabilities.map((member) => member[c]);
      const sum = Float64Array.from(first);
      for (const other of others) for (let row = 0; row < sum.length; row++) sum[row] += other[row];
      return sum;
    });
    this.labels = probabilities.map((columns) => this.#largest(columns));
    this.team = this.#largest(this.sums);
  }

  /**
   * The class that most members say. Where several classes have most votes, `lowest-class` takes the first of them, `largest-sum` the
   * one of them with the largest summed probability (the first of those). Also in how many rows that rule was needed.
   */
  vote(tie: TieRule): { readonly labels: Int32Array; readonly ties: number } {
    const labels = new Int32Array(this.rowCount);
    let ties = 0;
    for (let row = 0; row < this.rowCount; row++) {
      const votes = countVotes(this.labels, this.classes.length, row);
      if (votes.leading.length > 1) ties++;
      labels[row] = voteOf(votes, this.sums, row, tie);
    }
    return { labels, ties };
  }

  /** As a frame: `predict`, the class of each row [the team's], then the mean of the members' probabilities per class, named as a model's. */
  toFrame(labels: Int32Array = this.team): Frame {
    const means = this.classes.map((level, c) => ({
      kind: 'number' as const,
      name: classColumn(level),
      values: this.sums[c].map((sum) => sum / this.members.length),
    }));
    const predict = { kind: 'categorical' as const, name: 'predict', codes: labels };
    return new Frame([{ ...predict, domain: this.classes }, ...means], this.rowCount);
  }

  #largest(columns: readonly Float64Array[]): Int32Array {
    return Int32Array.from({ length: this.rowCount }, (_, row) => firstLargest(columns, row));
  }
}
