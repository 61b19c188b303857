import type { Scorer } from '../algos/algorithm.js';
import type { Answer } from './answer.js';

/** The units of a layer of a network as rows of an answer; 1 is the first layer. */
export function unitRowsAnswer(scorer: Scorer, layer: number): Pick<Answer, 'rows' | 'singleRows'> {
  const { singleUnitRows } = scorer;
  return {
    rows: (rows, out, from) => scorer.unitRows?.(layer, rows, out, from),
    singleRows: singleUnitRows && ((rows, out, from) => singleUnitRows(layer, rows, out, from)),
  };
}
