import { quotedField } from '../frame/csv/csv-text.js';
import type { LabelCounts } from '../teams/class-table.js';
import type { TeamReport } from '../teams/team-report.js';
import type { TeamPerformance } from '../teams/team-measurement.js';
import { labelledParts } from './labelled-parts.js';
import { performanceParts } from './performance-section.js';

type Cell = string | number;

/**
 * All tables of a team as one CSV, a value a line, with H2O's metrics behind them where they are given: `table`, `of` (a member, the team, a vote), `row`, `column`, `value`. So one table is
 * what is left of it where `table` has its name. Numbers as JavaScript writes them, NaN as NA.
 */
export function teamCsv(report: TeamReport, measured?: TeamPerformance): string {
  const all = [...values(report), ...(measured ? metricsOf(measured) : [])];
  const lines = all.map((line) => line.map(field).join(','));
  return `table,of,row,column,value\n${lines.join('\n')}\n`;
}

type Value = readonly [table: string, of: string, row: Cell, column: string, value: Cell];

function* values(report: TeamReport): Generator<Value> {
  const { team, votes, correctModels, nobodyRight, agreement, members } = report;
  for (const { models, rows, cumulative } of correctModels) {
    yield ['correct models', '', models, 'rows', rows];
    yield ['correct models', '', models, 'cumulative', cumulative];
  }
  for (const { name, counts } of labelledParts(report)) yield* ofLabels(name, counts, report);
  yield ['errors', 'team', '', 'logloss', team.logloss];
  for (const [rule, { ties }] of Object.entries(votes)) {
    yield ['errors', `vote ${rule}`, '', 'ties', ties];
  }
  for (const [a, { name }] of members.entries()) {
    for (const [b, other] of members.entries()) {
      yield ['agreement', '', name, other.name, agreement.pairs[a][b]];
    }
  }
  yield ['agreement', '', 'all', 'unanimous', agreement.unanimous];
  for (const [i, row] of nobodyRight.entries()) yield ['nobody right', '', i, 'row', row];
  for (const [i, unsure] of report.leastSure.entries()) {
    for (const [name, value] of Object.entries(unsure) as [string, Cell][]) {
      yield ['least sure', '', i, name, value];
    }
  }
  for (const { rows, gap, errors } of report.coverage) {
    yield ['coverage', '', rows, 'gap', gap];
    yield ['coverage', '', rows, 'errors', errors];
  }
}

/** Metrics that are single numbers, and by which column rows count; their tables stand in JSON. */
function* metricsOf(measured: TeamPerformance): Generator<Value> {
  for (const { name, weights, metrics } of performanceParts(measured)) {
    if (typeof weights === 'string') yield ['performance', name, '', 'weights', weights];
    for (const [metric, value] of Object.entries(metrics)) {
      if (typeof value === 'number') yield ['performance', name, '', metric, value];
    }
  }
}

function* ofLabels(name: string, counts: LabelCounts, { classes }: TeamReport): Generator<Value> {
  yield ['errors', name, '', 'rows', counts.rows];
  yield ['errors', name, '', 'errors', counts.errors];
  yield ['errors', name, '', 'errorRate', counts.errorRate];
  for (const one of counts.perClass) {
    yield ['per class', name, one.class, 'rows', one.rows];
    yield ['per class', name, one.class, 'errors', one.errors];
    yield ['per class', name, one.class, 'errorRate', one.errorRate];
  }
  for (const [a, actual] of classes.entries()) {
    for (const [b, label] of classes.entries()) {
      yield ['confusion', name, actual, label, counts.confusion[a][b]];
    }
  }
}

function field(cell: Cell): string {
  return typeof cell === 'string' ? quotedField(cell) : Number.isNaN(cell) ? 'NA' : String(cell);
}
