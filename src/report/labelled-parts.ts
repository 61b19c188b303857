import type { LabelCounts } from '../teams/class-table.js';
import type { TeamReport } from '../teams/team-report.js';

/** Whoever gives labels: the members in their order, the team, both votes. */
export function labelledParts(
  report: TeamReport,
): readonly { readonly name: string; readonly counts: LabelCounts }[] {
  const { members, team, votes } = report;
  return [
    ...members.map((member) => ({ name: member.name, counts: member })),
    { name: 'team', counts: team },
    { name: 'vote lowest-class', counts: votes['lowest-class'] },
    { name: 'vote largest-sum', counts: votes['largest-sum'] },
  ];
}
