import type { WasmojoError } from '../errors.js';
import { hashMapOrder } from '../java/hash-order.js';
import { convertValue, type CellWriter, type ConversionLog } from './cells.js';
import { requireRow } from './frame.js';
import type { Input, InputPlan, InputRules } from './input-plan.js';
import type { Row } from './row.js';
import { isPlain, rowReader, type ReadColumn, type RowReader } from './row-reader.js';
import { sparseMap, type SparseMap } from './sparse-map.js';

export type { Row } from './row.js';

/** Rows after which code to read them is made, which takes about a microsecond a column. */
const ROWS_BEFORE_READER = 256;

type ErrorMaker = (row?: number) => WasmojoError;

const SILENT: ConversionLog = { unknownLevel: () => undefined, invalidNumber: () => undefined };
const NOWHERE: CellWriter = () => undefined;

/** Where the cells of a row are written to: cell c is cells[c * stride], of a block's first row. */
export interface RowCells {
  readonly cells: Float64Array;
  readonly stride: number;
}

/** What a row's value of some name goes to. */
interface Place {
  readonly input: Input;
  /** The only cell of a number or a level; -1 where there are more, or none that may be written. */
  readonly cell: number;
  /** Of levels that go to one cell: what it holds for the texts of known ones that have been met. */
  cells: SparseMap<number> | undefined;
  /** Texts that may still be kept there. */
  room: number;
  /** The last row that had a value here, by number. */
  row: number;
}

/**
 * Turns single rows into cells (hex.genmodel.easy.RowToRawDataConverter): a row's own properties are its values, whether or not they are
 * listed. Allocates nothing for rows that are plain objects, unless a value is refused. Quickest when all rows have the same columns in the
 * same order.
 */
export class RowConverter {
  readonly plan: InputPlan;
  readonly #rules: InputRules;
  readonly #log: ConversionLog;
  readonly #places: readonly Place[];
  readonly #byName: ReadonlyMap<string, Place>;
  /** The names of the row before, and what they stand for: comparing is less work than looking up. */
  readonly #names: string[] = [];
  readonly #placesMet: (Place | undefined)[] = [];
  readonly #mostNames: number;
  /** Whether rows of just these names fill all cells, one each. */
  #whole = false;
  readonly #mayBeWhole: boolean;
  #rows = 0;
  #reader: RowReader | undefined;
  #to: RowCells = { cells: new Float64Array(), stride: 0 };
  readonly #write: CellWriter = (cell, x) => {
    this.#to.cells[cell * this.#to.stride] = x;
  };

  constructor(plan: InputPlan, rules: InputRules, log: ConversionLog) {
    this.plan = plan;
    this.#rules = rules;
    this.#log = log;
    this.#places = plan.inputs.map(placeOf);
    this.#byName = new Map(this.#places.map((place) => [place.input.name, place]));
    this.#mostNames = 2 * plan.inputs.length + 16;
    const filled = new Set(this.#places.map(({ cell }) => cell)).add(-1).size - 1;
    this.#mayBeWhole = filled === plan.width && this.#byName.size === plan.width;
  }

  /**
   * Fills the cells of the row. Returns an error maker if a value is refused: the one that genmodel would meet first. Throws ArgumentError
   * for a row that is no object.
   */
  convert(row: Row, to: RowCells): ErrorMaker | undefined {
    if (this.#reader !== undefined && this.#reader(row, to.cells, to.stride)) return undefined;
    requireRow(row, 'row');
    const values = ownValues(row);
    if (++this.#rows === ROWS_BEFORE_READER && this.#mayBeWhole) {
      this.#reader = rowReader(this.#readColumns());
    }
    if (this.#whole && this.#convertWhole(values, to)) return undefined;
    return this.#convertAny(row, values, to);
  }

  /** `convert` of a row with the names of the one before and nothing in it that needs a rule; false: it is not like that. */
  #convertWhole(values: Row, { cells: to, stride }: RowCells): boolean {
    const names = this.#names;
    const places = this.#placesMet;
    let at = 0;
    for (const name in values) {
      if (at === names.length || names[at] !== name) return false;
      const value = values[name];
      const place = places[at++];
      if (place === undefined) continue;
      const { cell, cells } = place;
      if (typeof value === 'number' && cells === undefined) to[cell * stride] = value;
      else if (value === null || value === undefined) to[cell * stride] = NaN;
      else {
        const known = typeof value === 'string' ? cells?.get(value) : undefined;
        if (known === undefined) return false;
        to[cell * stride] = known;
      }
    }
    return at === names.length;
  }

  #readColumns(): ReadColumn[] {
    return this.#places.map((place) => {
      const { input, cell, cells, room } = place;
      if (cells !== undefined) place.cells = sparseMap(cells, cells.size + room, NaN);
      return { name: input.name, cell, cells: place.cells };
    });
  }

  #convertAny(row: Row, values: Row, to: RowCells): ErrorMaker | undefined {
    const { width } = this.plan;
    const names = this.#names;
    this.#to = to;
    for (let cell = 0; cell < width; cell++) this.#write(cell, NaN);
    let failure: ErrorMaker | undefined;
    let refused = 0;
    let met = 0;
    let at = 0;
    for (const name in values) {
      const place = names[at] === name ? this.#placesMet[at] : this.#placeOf(name, at);
      at++;
      if (place === undefined) continue;
      met++;
      const error = this.#convertValue(place, values[name]);
      if (error === undefined) continue;
      failure = error;
      refused++;
    }
    if (at < names.length) names.length = this.#placesMet.length = at;
    this.#whole = this.#mayBeWhole && met === width && at === names.length;
    if (met < this.#byName.size) {
      for (const place of this.#places) {
        const { name } = place.input;
        if (place.row === this.#rows || !Object.hasOwn(row, name)) continue;
        const error = this.#convertValue(place, row[name]);
        if (error === undefined) continue;
        failure = error;
        refused++;
      }
    }
    return refused > 1 ? this.#firstMet(row) : failure;
  }

  #convertValue(place: Place, value: unknown): ErrorMaker | undefined {
    place.row = this.#rows;
    if (value === null || value === undefined) return undefined;
    const known = typeof value === 'string' ? place.cells?.get(value) : undefined;
    if (known !== undefined) {
      this.#write(place.cell, known);
      return undefined;
    }
    const error = convertValue(place.input, value, this.#rules, this.#log, this.#write);
    if (error === undefined) remember(place, value);
    return error;
  }

  /** What the row's name number `at` stands for; most likely the next row has it there, too. */
  #placeOf(name: string, at: number): Place | undefined {
    const place = this.#byName.get(name);
    if (at < this.#mostNames) {
      this.#names[at] = name;
      this.#placesMet[at] = place;
    }
    return place;
  }

  /** genmodel walks a row in the order of a java.util.HashMap of its column names. */
  #firstMet(row: Row): ErrorMaker | undefined {
    const present = (name: string) => row[name] !== null && row[name] !== undefined;
    const names = Object.getOwnPropertyNames(row).filter(present);
    for (const i of hashMapOrder(names)) {
      const place = this.#byName.get(names[i]);
      const error = place && convertValue(place.input, row[names[i]], this.#rules, SILENT, NOWHERE);
      if (error) return error;
    }
    return undefined;
  }
}

function placeOf(input: Input): Place {
  const { target } = input;
  if (input.kind === 'number') {
    const cell = input.state === undefined ? target : -1;
    return { input, cell, cells: undefined, room: 0, row: 0 };
  }
  const inOneCell = input.width === 1 && !input.overflows;
  const cells = inOneCell ? new Map() : undefined;
  return { input, cell: inOneCell ? target : -1, cells, room: input.levels.length, row: 0 };
}

/** Keeps the cell of a level's text: of no more texts than there are levels. Unknown ones are converted, and noted, each time. */
function remember(place: Place, value: unknown): void {
  const { input, cells, room } = place;
  if (cells === undefined || input.kind !== 'categorical' || typeof value !== 'string') return;
  if (room === 0) return;
  const level = input.lookup(value);
  if (level < 0) return;
  cells.set(value, input.encode(level, 0));
  place.room--;
}

/** A row of which `for in` finds its own values only. */
function ownValues(row: Row): Row {
  if (isPlain(row)) return row;
  return Object.assign(Object.create(null) as Row, row);
}
