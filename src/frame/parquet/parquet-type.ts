import type { SchemaElement } from 'hyparquet';
import { typeError } from '../typed/target.js';

/** Types of Parquet columns, as far as a reader of rows tells them apart. */
export type ParquetColumnType =
  | { readonly kind: 'bool' }
  | { readonly kind: 'int'; readonly bits: 32 | 64; readonly signed: boolean }
  | { readonly kind: 'float'; readonly bits: 16 | 32 | 64 }
  | { readonly kind: 'decimal'; readonly scale: number }
  /** Time since 1970: days, or `perSecond` units; `julian`: the 96 bits of Impala and old Spark. */
  | { readonly kind: 'days' }
  | { readonly kind: 'instant'; readonly perSecond: number; readonly julian?: true }
  | { readonly kind: 'text' }
  | { readonly kind: 'other'; readonly name: string };

/** A column at the top of the schema. */
export interface ParquetColumn {
  readonly name: string;
  readonly type: ParquetColumnType;
  /** The element with its physical type only, so that the decoder hands out what stands in the file. */
  readonly physical: SchemaElement;
}

/** A column that rows can have. */
export type FlatColumn = ParquetColumn & {
  readonly type: Exclude<ParquetColumnType, { kind: 'other' }>;
};

/** Throws InputFormatError for a column that rows cannot have. */
export function flatColumn(column: ParquetColumn, file: string | undefined): FlatColumn {
  const { type } = column;
  if (type.kind === 'other') throw typeError(column.name, type.name, file);
  return { ...column, type };
}

const PER_SECOND = { MILLIS: 1000, MICROS: 1_000_000, NANOS: 1_000_000_000 };

/** The columns of a schema; nested ones, whatever they are, as `other`. */
export function readSchema(schema: readonly SchemaElement[]): ParquetColumn[] {
  const columns: ParquetColumn[] = [];
  for (let at = 1; at < schema.length; at = behind(schema, at)) {
    const element = schema[at];
    const { name, type, type_length, repetition_type } = element;
    columns.push({
      name,
      type: columnType(element),
      physical: {
        name,
        ...(type && { type }),
        ...(type_length !== undefined && { type_length }),
        ...(repetition_type && { repetition_type }),
        // Keeps the decoder from taking numbers of 96 bits for times.
        ...(type === 'INT96' && { converted_type: 'INT_64' as const }),
      },
    });
  }
  return columns;
}

/** Where the element behind element `at` and all its children is. */
function behind(schema: readonly SchemaElement[], at: number): number {
  let open = 1;
  while (open > 0 && at < schema.length) open += (schema[at++].num_children ?? 0) - 1;
  return at;
}

function columnType(element: SchemaElement): ParquetColumnType {
  const { type, converted_type: converted, logical_type: logical, scale = 0 } = element;
  const other = (name: string): ParquetColumnType => ({ kind: 'other', name });
  if (type === undefined || element.num_children) return other(converted?.toLowerCase() ?? 'group');
  if (element.repetition_type === 'REPEATED') return other('repeated');
  if (converted === 'DECIMAL' || logical?.type === 'DECIMAL') return { kind: 'decimal', scale };
  const isTime =
    converted === 'TIME_MILLIS' || converted === 'TIME_MICROS' || logical?.type === 'TIME';
  switch (type) {
    case 'BOOLEAN':
      return { kind: 'bool' };
    case 'FLOAT':
      return { kind: 'float', bits: 32 };
    case 'DOUBLE':
      return { kind: 'float', bits: 64 };
    case 'INT96':
      return { kind: 'instant', perSecond: PER_SECOND.NANOS, julian: true };
    case 'INT32':
      if (converted === 'DATE' || logical?.type === 'DATE') return { kind: 'days' };
      if (isTime) return other('time');
      return { kind: 'int', bits: 32, signed: isSigned(element) };
    case 'INT64': {
      if (isTime) return other('time');
      const unit =
        logical?.type === 'TIMESTAMP'
          ? logical.unit
          : /^TIMESTAMP_(.*)$/.exec(converted ?? '')?.[1];
      if (unit !== undefined) {
        return { kind: 'instant', perSecond: PER_SECOND[unit as keyof typeof PER_SECOND] };
      }
      return { kind: 'int', bits: 64, signed: isSigned(element) };
    }
    case 'BYTE_ARRAY':
      // Without a note of what they are, bytes are text too, as old Spark and Impala write it.
      return converted === 'BSON' ? other('bson') : { kind: 'text' };
    case 'FIXED_LEN_BYTE_ARRAY':
      if (logical?.type === 'FLOAT16') return { kind: 'float', bits: 16 };
      return other(logical?.type.toLowerCase() ?? converted?.toLowerCase() ?? 'fixed-size binary');
  }
}

function isSigned({ converted_type: converted, logical_type: logical }: SchemaElement): boolean {
  if (logical?.type === 'INTEGER') return logical.isSigned;
  return !converted?.startsWith('UINT_');
}
