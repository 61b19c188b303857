// What is told of a team that has scored rows.
import { cell, columnLength, type Column } from '../../frame/column.js';
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

/** Metrics of each member and, by the rule of the description, of the team; undefined where no answer is known. Throws MetricsError. */
export function performanceOf({
  members,
  predictions,
  team,
  answers,
}: ScoredInput): TeamPerformance | undefined {
  if (answers === undefined || !hasAnswer(answers)) return undefined;
  const classes = 'scores' in team ? team.scores.classes : undefined;
  const measurement = new TeamMeasurement(members, classes, answers.name);
  if ('scores' in team) measurement.add({ predictions, scores: team.scores }, answers, team.labels);
  else measurement.addValues(predictions, team.values, answers);
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

/** The same of a team of regressions. Throws MetricsError for answers that are no numbers. */
export function valueTables(
  scores: ValueScores,
  answers: Column | undefined,
): ValueReport | ValueAgreement {
  if (answers === undefined) return valueAgreement(scores, LEAST_SURE);
  const right = numbersIn(answers, 0, invalidNumbers('a response', undefined));
  return valueReport(scores, right, LEAST_SURE);
}
