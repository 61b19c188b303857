import { ArgumentError } from '../errors.js';
import { Frame } from '../frame/frame.js';

/** What the members of a team say of rows whose answers are numbers, and their mean. NaN is no answer. */
export class ValueScores {
  /** Names of the members. */
  readonly members: readonly string[];
  readonly rowCount: number;
  /** `values[member][row]`. */
  readonly values: readonly Float64Array[];
  /** Of each row the members' values, added in their order, over their number: NaN where one of them has none. */
  readonly means: Float64Array;

  /** Throws ArgumentError for no members, and for values of other numbers of rows. Cost and memory: a pass, a number per row. */
  constructor(members: readonly string[], values: readonly Float64Array[]) {
    const [first, ...others] = values;
    if (first === undefined)
      throw new ArgumentError('values', 'those of one member or more', 'none');
    this.members = members;
    this.values = values;
    this.rowCount = first.length;
    this.means = Float64Array.from(first);
    for (const other of others) {
      if (other.length !== first.length) {
        throw new ArgumentError('values', `${first.length} rows of each member`, other.length);
      }
      for (let row = 0; row < other.length; row++) this.means[row] += other[row];
    }
    for (let row = 0; row < first.length; row++) this.means[row] /= values.length;
  }

  /** As a frame: `predict`, the mean. */
  toFrame(): Frame {
    return new Frame([{ kind: 'number', name: 'predict', values: this.means }], this.rowCount);
  }

  /** The members' values of a row about their mean: the population's standard deviation; 0 of one member. */
  spread(row: number): number {
    const mean = this.means[row];
    const squares = this.values.reduce((sum, own) => sum + (own[row] - mean) ** 2, 0);
    return Math.sqrt(squares / this.values.length);
  }
}
