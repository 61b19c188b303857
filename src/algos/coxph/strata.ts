import type { ModelInfo } from '../../mojo/model-info.js';
import { levelOf } from './level.js';

/** The strata: combinations of levels of the first columns of a row. */
export interface Strata {
  /** Columns that tell the stratum; 0 without strata. */
  readonly columns: number;
  readonly count: number;
  /** The number of the row's stratum; undefined when there is none. */
  find(row: Float64Array): number | undefined;
}

type Branch = Map<number, Branch | number>;

/** `strata_count` and `strata_N`, the levels of each stratum. */
export function readStrata(info: ModelInfo): Strata {
  const count = info.int('strata_count');
  if (count < 0) throw info.wrong('strata_count', 'a count');
  if (count === 0) return { columns: 0, count, find: () => 0 };
  const first = info.numbers('strata_0');
  const columns = first.length;
  if (columns === 0 || columns > info.nFeatures) {
    throw info.wrong('strata_0', `1 to ${info.nFeatures} levels`);
  }
  const root: Branch = new Map();
  // A count that lies is refused by the first key that is not there.
  for (let s = 0; s < count; s++) {
    const levels = info.numbers(`strata_${s}`, { length: columns });
    if (!insert(root, levels, s)) throw info.wrong(`strata_${s}`, 'a stratum of its own');
  }
  return {
    columns,
    count,
    find(row) {
      let at: Branch | number | undefined = root;
      for (let c = 0; c < columns && typeof at === 'object'; c++) at = at.get(levelOf(row[c]));
      return at as number | undefined;
    },
  };
}

/** False if the stratum is there already. */
function insert(root: Branch, levels: Float64Array, stratum: number): boolean {
  let branch = root;
  for (const level of levels.subarray(0, -1)) {
    let next = branch.get(levelOf(level)) as Branch | undefined;
    if (next === undefined) branch.set(levelOf(level), (next = new Map()));
    branch = next;
  }
  const last = levelOf(levels[levels.length - 1]);
  if (branch.has(last)) return false;
  branch.set(last, stratum);
  return true;
}
