// What is told of a team that has scored rows.
import { cell, columnLength, type Column } from '../../frame/column.js';
import type { ConversionCounter } from '../../frame/conversion-report.js';
import { invalidNumbers, numbersIn } from '../../metrics/columns.js';
import { agreement } from '../../teams/agreement.js';
import { leastSure } from '../../teams/low-confidence.js';
import { TeamMeasurement, type TeamPerformance } from '../../teams/team-measurement.js';
import { teamReport, type TeamReport } from '../../teams/team-report.js';
import type { TeamScores } from '../../teams/team-scores.js';
import {
  valueAgreement,
  valueReport,
  type ValueAgreement,
  type ValueReport,
} from '../../teams/value-report.js';
import type { ValueScores } from '../../teams/value-scores.js';
import type { UnlabelledTeam } from '../../report/data.js';
import type { ScoredInput } from './score-input.js';

/** Rows that are listed as those of which the team is least sure. */
const LEAST_SURE = { leastSure: 60 };

/**
 * Metrics of each member and, by the rule of the description, of the team; undefined where no answer is known. `counter` collects text
 * that is no number where one belongs; without it such text is refused. Throws MetricsError.
 */
export function performanceOf(
  { members, predictions, team, answers, weights }: ScoredInput,
  counter: ConversionCounter | undefined,
): TeamPerformance | undefined {
  if (answers === undefined || !hasAnswer(answers)) return undefined;
  const classes = 'scores' in team ? team.scores.classes : undefined;
  const columns = { response: answers.name, weights: weights.asked };
  const measurement = new TeamMeasurement(members, classes, columns, counter);
  const { rows } = weights;
  if ('scores' in team) {
    measurement.add({ predictions, scores: team.scores, rows }, answers, team.labels);
  } else measurement.addValues(predictions, team.values, answers, rows);
  return measurement.result();
}

function hasAnswer(answers: Column): boolean {
  for (let row = 0; row < columnLength(answers); row++) {
    if (cell(answers, row) !== null) return true;
  }
  return false;
}

/** Tables of a team of classifiers; without answers, what can be told without them. */
export function teamTables(
  scores: TeamScores,
  answers: Column | undefined,
): TeamReport | UnlabelledTeam {
  if (answers !== undefined) return teamReport(scores, answers, LEAST_SURE);
  const { classes, rowCount, members } = scores;
  return {
    classes,
    rows: rowCount,
    members: members.map((name) => ({ name })),
    agreement: agreement(scores),
    leastSure: leastSure(scores, LEAST_SURE.leastSure),
  };
}

/** The same of a team of regressions; `counter` as of performanceOf. Throws MetricsError for answers that are no numbers. */
export function valueTables(
  scores: ValueScores,
  answers: Column | undefined,
  counter: ConversionCounter | undefined,
): ValueReport | ValueAgreement {
  if (answers === undefined) return valueAgreement(scores, LEAST_SURE);
  const right = numbersIn(answers, 0, invalidNumbers('a response', counter));
  return valueReport(scores, right, LEAST_SURE);
}
