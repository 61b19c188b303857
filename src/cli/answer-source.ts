import type { ConversionCounter, Frame, OutputColumn, ScoredFrame } from '../node.js';
import type { Output } from './output.js';
import type { Progress } from './progress.js';

/** Answers in columns to a stream of frames, as the writers of files need them. */
export interface AnswerSource {
  /** Names and types of the answers, the same for every frame. */
  columns(): Promise<readonly OutputColumn[]>;
  stream(
    frames: AsyncIterable<Frame>,
    counter: ConversionCounter,
    progress: Progress,
  ): AsyncGenerator<ScoredFrame>;
  /** The order in which columns that are kept and those of the answers are written. */
  arrange<Column>(kept: readonly Column[], answers: readonly Column[]): Column[];
}

/** Writes the answers to all frames. */
export type RowWriter = (
  frames: AsyncIterable<Frame>,
  counter: ConversionCounter,
  output: Output,
  progress: Progress,
) => Promise<void>;
