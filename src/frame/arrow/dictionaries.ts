import type { Column } from '../column.js';
import { Damage } from '../damage.js';
import type { Target } from '../typed/target.js';
import { decodeColumn } from './decode-column.js';
import type { ArrowMessage } from './messages.js';
import { readColumns } from './record-batch.js';
import type { ArrowField } from './schema.js';

/**
 * The dictionaries of a stream, each matched to the levels of its columns when it arrives: a record batch then only maps
 * indices. Memory: the entries of the wanted columns.
 */
export class Dictionaries {
  readonly #fields: readonly ArrowField[];
  readonly #targets: readonly (Target | undefined)[];
  readonly #maxBytes: number;
  /** By number of the column: its dictionary as a column. */
  readonly #entries = new Map<number, Column>();

  constructor(
    fields: readonly ArrowField[],
    targets: readonly (Target | undefined)[],
    maxBytes: number,
  ) {
    this.#fields = fields;
    this.#targets = targets;
    this.#maxBytes = maxBytes;
  }

  /** Takes a dictionary message: a new dictionary, one in place of an earlier one, or more entries (delta). */
  async add({ header, body }: ArrowMessage): Promise<void> {
    const id = header.size(0);
    const batch = header.table(1);
    if (batch === undefined) throw new Damage(`dictionary ${id} has no entries`);
    const isDelta = header.bool(2);
    for (const [index, field] of this.#fields.entries()) {
      const target = this.#targets[index];
      if (target === undefined || field.dictionary?.id !== id) continue;
      const values: ArrowField = { ...field, dictionary: undefined };
      const { columns } = await readColumns(batch, body, [values], () => true, this.#maxBytes);
      const before = this.#entries.get(index);
      if (!isDelta) target.forget();
      else if (before === undefined) throw new Damage(`dictionary ${id} begins with a delta`);
      const entries = decodeColumn(values, columns[0]!, target);
      this.#entries.set(index, isDelta && before ? appended(before, entries) : entries);
    }
  }

  /** The dictionary of column `index`. Throws Damage when it has not come yet. */
  entries(index: number): Column {
    const entries = this.#entries.get(index);
    if (entries === undefined) {
      throw new Damage(`column ${this.#fields[index].name} is used before its dictionary`);
    }
    return entries;
  }
}

/** The entries of a dictionary and those that a delta adds; both have the codes of one target. */
function appended(before: Column, more: Column): Column {
  if (before.kind === 'number' && more.kind === 'number') {
    const values = new Float64Array(before.values.length + more.values.length);
    values.set(before.values);
    values.set(more.values, before.values.length);
    return { ...more, values };
  }
  if (before.kind === 'categorical' && more.kind === 'categorical') {
    const codes = new Int32Array(before.codes.length + more.codes.length);
    codes.set(before.codes);
    codes.set(more.codes, before.codes.length);
    return { ...more, codes };
  }
  throw new Damage(`the dictionary of column ${more.name} changes its type`);
}
