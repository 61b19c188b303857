// The blocks of a frame, through offset column and input rules, into a scorer's input. One way for everything that
// scores frames: the library's predict, streams, JSON lines.
import type { BlockContext, LoadedModel, RowFailure } from '../algos/algorithm.js';
import type { NumberColumns, NumberRows } from '../engine/kernels.js';
import { adapt, type AdaptedFrame, type RefusedRow } from '../frame/adapt.js';
import type { Frame } from '../frame/frame.js';
import type { InputPlan } from '../frame/input-plan.js';
import { blockContext, type BlockPlace } from './block-place.js';
import { readOffsets, type Offsets } from './offsets.js';
import { bindInputs, type ScoringCall } from './scoring-call.js';

/** Rows from .. to - 1 of a frame stand in the columns that were given. */
export interface FilledBlock {
  readonly from: number;
  readonly to: number;
  readonly offsets: Float64Array | undefined;
  readonly place: BlockPlace;
  readonly context: BlockContext;
  /** The rows as they lie, which were not written anywhere: in a matrix or in columns. */
  readonly lyingRows?: NumberRows | undefined;
  readonly lyingColumns?: NumberColumns | undefined;
  /** One failure a row, of this block's scoring and of its input, by number within the frame. */
  failures(scoring: readonly RowFailure[]): RefusedRow[];
}

/** The rows of a frame, from the first to the last, as a model's cells. */
export class FrameRows {
  readonly #call: ScoringCall;
  readonly #frame: Frame;
  readonly #inputs: InputPlan;
  readonly #adapted: AdaptedFrame;
  readonly #offsets: Offsets | undefined;
  #next = 0;

  /** Throws MissingColumnError for a frame without the model's offset column. */
  constructor(model: LoadedModel, frame: Frame, call: ScoringCall) {
    this.#call = call;
    this.#frame = frame;
    this.#inputs = bindInputs(model, frame.names);
    this.#adapted = adapt(frame, this.#inputs, call.rules, call.counter);
    const { offsetColumn } = model.info;
    this.#offsets = offsetColumn === undefined ? undefined : readOffsets(frame, offsetColumn);
  }

  /** Rows that were not yet taken. */
  get left(): number {
    return this.#frame.rowCount - this.#next;
  }

  /** Whether rows can be taken as they lie in a matrix. */
  get lieInRows(): boolean {
    return this.#adapted.rows !== undefined;
  }

  /** The columns in which rows can be taken as they lie, if they can; a scorer reads so many. */
  columnsAsTheyLie(width: number): readonly Float64Array[] | undefined {
    const columns = this.#adapted.columns();
    return width > 0 && columns.length === width ? columns : undefined;
  }

  /** Writes the next rows, `most` at most, to columns that have room for them; without columns they are taken as they lie. */
  take(columns: readonly Float64Array[] | undefined, most: number): FilledBlock {
    const from = this.#next;
    const to = from + Math.min(most, this.left);
    this.#next = to;
    const allUnreadable = this.#frame.origin.unreadable ?? [];
    const unreadable = allUnreadable.filter(({ row }) => row >= from && row < to);
    const refused = onePerRow([columns ? this.#adapted.fill(columns, from, to) : [], unreadable]);
    const offset = this.#offsets?.read(from, to);
    const place = this.#call.nextPlace(
      to - from,
      refused.map(({ row }) => row - from),
    );
    return {
      from,
      to,
      offsets: offset?.values,
      place,
      ...(columns === undefined && this.#lying(from)),
      context: blockContext(this.#inputs, this.#call.search, place),
      failures: (scoring) => {
        const failed = scoring.map(({ row, error }) => ({ row: row + from, error }));
        return onePerRow([failed, refused, offset?.refused ?? [], unreadable]);
      },
    };
  }

  #lying(row: number): Pick<FilledBlock, 'lyingRows' | 'lyingColumns'> {
    const { rows } = this.#adapted;
    if (!rows) return { lyingColumns: { columns: this.#adapted.columns(), at: row } };
    const at = row * rows.width + rows.first;
    return { lyingRows: { values: rows.values, at, stride: rows.width } };
  }
}

/** Rows that are taken at once as they lie where nothing of them goes through a block: between two of these others have a turn. */
const LYING_ROWS = 1920;

/** What may stay where it lies. */
export interface AsTheyLie {
  /** Rows of a matrix, which then are answered without a block. */
  readonly rows: boolean;
  readonly columns: boolean;
}

/**
 * Fills the scorer's input block by block; what may lie stays where it is, if it can. Whoever takes a block scores it and reads the
 * results before asking for the next; nothing else may use the scorer in between.
 */
export function* frameBlocks(
  model: LoadedModel,
  frame: Frame,
  call: ScoringCall,
  asTheyLie: AsTheyLie = { rows: false, columns: false },
): Generator<FilledBlock> {
  const rows = new FrameRows(model, frame, call);
  const { input } = model.scorer;
  const lying =
    (asTheyLie.rows && rows.lieInRows) ||
    (asTheyLie.columns && rows.columnsAsTheyLie(input.width) !== undefined);
  const most = lying && asTheyLie.rows ? LYING_ROWS : input.capacity;
  while (rows.left > 0) yield rows.take(lying ? undefined : input.columns, most);
}

/** Of several failures of a row the one of the last list; sorted by row. */
function onePerRow(lists: readonly (readonly RefusedRow[])[]): RefusedRow[] {
  if (lists.every((list) => list.length === 0)) return [];
  const byRow = new Map<number, RefusedRow>();
  for (const failure of lists.flat()) byRow.set(failure.row, failure);
  return [...byRow.values()].sort((a, b) => a.row - b.row);
}
