import { ArgumentError } from '../errors.js';
import { columnLength, type Column } from '../frame/column.js';
import { encodeLevels } from '../frame/frame.js';
import { textsIn } from '../metrics/columns.js';
import { TeamScores } from './team-scores.js';

/** What a team said of all rows of a stream, with the answers: for `teamReport`. Memory: a number per row, class and member. */
export class TeamRecord {
  readonly #blocks: TeamScores[] = [];
  readonly #answers: (string | null)[] = [];
  #rows = 0;

  /** The next rows and their right classes. Throws ArgumentError for answers to another number of rows. */
  add(scores: TeamScores, answers: Column): void {
    if (columnLength(answers) !== scores.rowCount) {
      throw new ArgumentError('answers', `${scores.rowCount} rows`, columnLength(answers));
    }
    this.#blocks.push(scores);
    this.#rows += scores.rowCount;
    for (const text of textsIn(answers)) this.#answers.push(text);
  }

  /** All rows. Throws ArgumentError if there was no block. */
  scores(): TeamScores {
    const [first] = this.#blocks;
    if (first === undefined) throw new ArgumentError('rows', 'at least one block', 'none');
    if (this.#blocks.length === 1) return first;
    const { members, classes } = first;
    const probabilities = members.map((_, m) =>
      classes.map((_class, c) => {
        const column = new Float64Array(this.#rows);
        let at = 0;
        for (const block of this.#blocks) {
          column.set(block.probabilities[m][c], at);
          at += block.rowCount;
        }
        return column;
      }),
    );
    return new TeamScores(members, classes, probabilities);
  }

  /** The right classes of all rows, under that name. */
  answers(name = 'answer'): Column {
    return encodeLevels(name, this.#answers);
  }
}
