// What is told of a team that has scored rows.
import { Frame } from '../../frame/frame.js';
import type { Metrics } from '../../metrics/metrics.js';
import { agreement } from '../../teams/agreement.js';
import { leastSure } from '../../teams/low-confidence.js';
import { teamMetrics } from '../../teams/team-metrics.js';
import { teamReport, type TeamReport } from '../../teams/team-report.js';
import type { UnlabelledTeam } from '../../report/data.js';
import type { ScoredInput } from './score-input.js';

/** Rows that are listed as those of which the team is least sure. */
const LEAST_SURE = 60;

export interface TeamPerformance {
  readonly members: readonly { readonly name: string; readonly metrics: Metrics }[];
  /** By the rule of the description. */
  readonly team: Metrics;
}

/** Metrics of each member and of the team; undefined where no answers are known. Throws MetricsError. */
export async function performanceOf(scored: ScoredInput): Promise<TeamPerformance | undefined> {
  const { members, predictions, scores, labels, answers } = scored;
  if (answers === undefined) return undefined;
  const rows = new Frame([answers]);
  const columns = { response: answers.name };
  const measured = members.map(async ({ name, model }, m) => {
    return { name, metrics: await model.measurePredictions(predictions[m], rows, columns) };
  });
  return {
    members: await Promise.all(measured),
    team: await teamMetrics(scores, answers, labels),
  };
}

/** Without answers, what can be told without them. */
export function teamTables({ scores, answers }: ScoredInput): TeamReport | UnlabelledTeam {
  if (answers !== undefined) return teamReport(scores, answers, { leastSure: LEAST_SURE });
  const { classes, rowCount, members } = scores;
  return {
    classes,
    rows: rowCount,
    members: members.map((name) => ({ name })),
    agreement: agreement(scores),
    leastSure: leastSure(scores, LEAST_SURE),
  };
}
