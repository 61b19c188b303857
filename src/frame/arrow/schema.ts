import { LimitError } from '../../errors.js';
import { Damage } from '../damage.js';
import { readIntType, readType, type ArrowType, type IntType } from './arrow-type.js';
import type { FlatTable } from './flat-table.js';

/** A column, or a part of a nested one. */
export interface ArrowField {
  readonly name: string;
  /** Of the values; with a dictionary, of the dictionary's values. */
  readonly type: ArrowType;
  readonly dictionary: { readonly id: number; readonly index: IntType } | undefined;
  readonly children: readonly ArrowField[];
}

/** Deeper nesting than any real file has; a schema that contains itself ends here. */
const MAX_DEPTH = 64;

/** The columns of a schema message, nested fields included in `maxColumns`. Throws Damage or LimitError. */
export function readSchema(schema: FlatTable, version: number, maxColumns: number): ArrowField[] {
  if (schema.int16(0, 0) !== 0) throw new Damage('it is big-endian, which is not supported');
  let count = 0;
  const fieldsOf = (table: FlatTable, slot: number, depth: number): ArrowField[] => {
    if (depth > MAX_DEPTH) throw new Damage(`columns are nested more than ${MAX_DEPTH} deep`);
    const fields: ArrowField[] = [];
    for (const field of table.tables(slot)) {
      if (++count > maxColumns) throw new LimitError('columns', 'maxColumns', maxColumns, count);
      fields.push(fieldOf(field, depth));
    }
    return fields;
  };
  const fieldOf = (field: FlatTable, depth: number): ArrowField => {
    const parameters = field.table(3);
    const name = field.text(0) ?? '';
    if (parameters === undefined) throw new Damage(`column ${JSON.stringify(name)} has no type`);
    const dictionary = field.table(4);
    const indexType = dictionary?.table(1);
    return {
      name,
      type: readType(field.int8(2, 0), parameters, version),
      dictionary: dictionary && {
        id: dictionary.size(0),
        index: indexType ? readIntType(indexType) : { kind: 'int', bits: 32, signed: true },
      },
      children: fieldsOf(field, 5, depth + 1),
    };
  };
  return fieldsOf(schema, 1, 0);
}
