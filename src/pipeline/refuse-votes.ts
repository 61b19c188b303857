import { PipelineError } from '../errors.js';
import type { ScorePart } from './description/index.js';

/** Throws PipelineError for a vote of members that predict values, whichever way the description is used. */
export function refuseVotesOfValues(file: string, { team }: ScorePart, category: string): void {
  if (team !== 'vote' || category !== 'Regression') return;
  throw new PipelineError(file, 'values are no votes; the team of a regression is their mean', {
    key: 'score.team',
  });
}
