import type { Column } from '../frame/column.js';
import type { ConversionCounter } from '../frame/conversion-report.js';
import { Frame } from '../frame/frame.js';
import { Measurement } from '../metrics/measurement.js';
import type { Metrics } from '../metrics/metrics.js';
import { Settings } from '../metrics/settings.js';
import { Archive } from '../mojo/archive.js';
import { escapeNewlines } from '../mojo/escape.js';
import { ModelInfo } from '../mojo/model-info.js';
import type { TeamScores } from './team-scores.js';

/**
 * The metrics that H2O reports of a classifier, of a team: its labels [those of the largest sum] and the means of its members'
 * probabilities, every row once. `answers` as of teamReport. Throws MetricsError where there is nothing to measure.
 */
export async function teamMetrics(
  scores: TeamScores,
  answers: Column,
  labels: Int32Array = scores.team,
): Promise<Metrics> {
  const measurement = measurementOf(scores.classes, { response: answers.name });
  measurement.add(scores.toFrame(labels), new Frame([answers]));
  return Promise.resolve(measurement.result());
}

/** The columns of the answers and of the weights: those that have to be there, and those that count where they are. */
export interface TeamColumns {
  readonly response: string;
  readonly weights?: string | undefined;
  readonly ownWeights?: string | undefined;
}

/**
 * Measures labels and probabilities of these classes, whoever they are of; without classes values: the deviance is that of a normal
 * distribution, whatever the members were trained for. `counter` as of Model.measurement.
 */
export function measurementOf(
  classes: readonly string[] | undefined,
  columns: TeamColumns,
  counter?: ConversionCounter,
): Measurement {
  const category =
    classes === undefined ? 'Regression' : classes.length === 2 ? 'Binomial' : 'Multinomial';
  const archive = describedTeam(category, classes);
  const info = ModelInfo.read(archive);
  return new Measurement(new Settings({ archive, info, data: {} }, undefined, columns, counter));
}

/** What a MOJO would say of the team: metrics are told by it what they measure. */
function describedTeam(category: string, classes: readonly string[] | undefined): Archive {
  const lines = [
    '[info]',
    'algorithm = team',
    `category = ${category}`,
    'uuid = 0',
    'supervised = true',
    'n_features = 0',
    `n_classes = ${classes?.length ?? 1}`,
    'n_columns = 1',
    `n_domains = ${classes ? 1 : 0}`,
    'balance_classes = false',
    'default_threshold = 0.5',
    'prior_class_distrib = null',
    'model_class_distrib = null',
    'mojo_version = 1.00',
    'escape_domain_values = true',
    '[columns]',
    'answer',
    '[domains]',
    ...(classes ? [`0: ${classes.length} d000.txt`] : []),
  ];
  const text = (all: readonly string[]) => new TextEncoder().encode(`${all.join('\n')}\n`);
  const files = new Map([['model.ini', text(lines)]]);
  if (classes) files.set('domains/d000.txt', text(classes.map(escapeNewlines)));
  return new Archive('team', files);
}
