import type { Model, PredictOptions } from '../node.js';
import type { AnswerSource } from './answer-source.js';
import { answerKind, glrmOptions, thresholdOf, type PredictFlags } from './predict-options.js';
import type { Progress } from './progress.js';
import { scoringOptions } from './row-flags.js';

/** The kind of answer that the flags ask for, the columns to keep in front of it. Throws UsageError for flags that say nothing sensible. */
export function predictSource(flags: PredictFlags): (model: Model) => AnswerSource {
  const kind = answerKind(flags);
  const optionsFor = predictOptions(flags);
  return (model) => ({
    columns: () => model.answerColumns(kind),
    stream: (frames, counter, progress) =>
      model.answerStream(frames, kind, counter, optionsFor(progress)),
    arrange: (kept, answers) => [...kept, ...answers],
  });
}

/** Options of the library. Throws UsageError. */
export function predictOptions(flags: PredictFlags): (progress: Progress) => PredictOptions {
  const own = { ...glrmOptions(flags), threshold: thresholdOf(flags) };
  const optionsFor = scoringOptions(flags);
  return (progress) => ({ ...optionsFor(progress), ...own });
}
