import type { AnswerKind } from '../answers/index.js';
import { ScoringError } from '../errors.js';
import type { Frame } from '../frame/frame.js';
import type { ColumnPlan, PlannedColumn } from '../frame/plan.js';
import type { ScoredFrame } from '../scoring/score-frame.js';
import { meterFor } from './index.js';
import { makeMetrics, type Metrics } from './metrics.js';
import type { Settings } from './settings.js';

type Frames = AsyncIterable<Frame> | Iterable<Frame>;

/**
 * Metrics of a model on rows. Rows that cannot be scored count as rows without prediction; a value that the rules of input
 * refuse throws. Cost: that of scoring; memory: as the meter of the category says.
 */
export async function measure(
  settings: Settings,
  frames: Frames,
  score: (frames: Frames, wanted: AnswerKind) => AsyncIterable<ScoredFrame>,
): Promise<Metrics> {
  const meter = meterFor(settings);
  let firstRow = 0;
  const scored = score(frames, meter.answer ?? { kind: 'prediction' });
  for await (const { frame: answer, failures, input: frame } of scored) {
    const predictions = numbersOf(answer);
    for (const failure of failures) {
      const error = failure.error(firstRow + failure.row);
      if (!(error instanceof ScoringError)) throw error;
      for (const values of predictions) (values as Float64Array)[failure.row] = NaN;
    }
    meter.add({ frame, predictions, firstRow });
    firstRow += answer.rowCount;
  }
  return makeMetrics(settings.info.category, meter.result());
}

/** Predictions as meters take them: numbers, and codes of labels. */
export function numbersOf(answer: Frame): ArrayLike<number>[] {
  return answer.columns.map((column) =>
    column.kind === 'number' ? column.values : column.kind === 'categorical' ? column.codes : [],
  );
}

/** The columns that a reader of rows has to keep for `measure`: a response with levels, and what tells groups, as text. */
export function measuredColumns(settings: Settings, plan: ColumnPlan): ColumnPlan {
  const { info } = settings;
  const named = [
    settings.response,
    settings.weights,
    info.treatmentColumn ?? settings.column('treatment_column'),
    settings.column('start_column'),
    settings.column('stop_column'),
  ];
  const taken = new Set(plan.columns.map(({ name }) => name));
  const added = [...new Set(named)].filter(
    (name): name is string => name !== undefined && !taken.has(name),
  );
  // Text keeps what was written; numbers are read from it where they are wanted.
  const asText = (name: string): PlannedColumn => ({ name, kind: 'categorical', domain: [] });
  return { ...plan, columns: [...plan.columns, ...added.map(asText)] };
}
