import type { Column } from '../frame/column.js';
import { ArgumentError } from '../errors.js';
import { columnLength } from '../frame/column.js';
import { ResponseLevels } from '../metrics/response-levels.js';
import type { TeamScores } from './team-scores.js';

/**
 * The right class of each row as its place among the team's; numbers count as their text (`7`, `7.0`), -1 is NA. A level that is none of
 * the classes is beyond them: nobody is right there. Throws ArgumentError for a column of another length, MetricsError where no level
 * is one of the classes.
 */
export function answerCodes(scores: TeamScores, answers: Column): Int32Array {
  const rows = columnLength(answers);
  if (rows !== scores.rowCount) throw new ArgumentError('answers', `${scores.rowCount} rows`, rows);
  const levels = new ResponseLevels(answers.name, scores.classes);
  const codes = levels.codesOf(answers);
  levels.inOrder();
  return codes;
}
