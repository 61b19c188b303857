// Types of Arrow columns, as far as a reader of rows tells them apart (format/Schema.fbs of Apache Arrow).
import { Damage } from '../damage.js';
import type { FlatTable } from './flat-table.js';

export interface IntType {
  readonly kind: 'int';
  readonly bits: 8 | 16 | 32 | 64;
  readonly signed: boolean;
}

export type ArrowType =
  | { readonly kind: 'null' }
  | { readonly kind: 'bool' }
  | IntType
  | { readonly kind: 'float'; readonly bits: 16 | 32 | 64 }
  /** Whole numbers of `bits` bits, to be divided by 10^scale. */
  | { readonly kind: 'decimal'; readonly bits: 32 | 64 | 128 | 256; readonly scale: number }
  /** `large`: offsets of 64 bits. */
  | { readonly kind: 'text'; readonly large: boolean }
  | { readonly kind: 'text-view' }
  /** Time since 1970: days in 32 bits, or `perSecond` units in 64 bits. */
  | { readonly kind: 'days' }
  | { readonly kind: 'instant'; readonly perSecond: 1 | 1000 | 1_000_000 | 1_000_000_000 }
  /** A type that no column of a model can have: only what it takes to step over it. */
  | { readonly kind: 'other'; readonly name: string; readonly buffers: number | 'views' };

const PER_SECOND = [1, 1000, 1_000_000, 1_000_000_000] as const;
const UNION = 14;
/** Metadata version V5, from which on unions have no bitmap. */
const V5 = 4;

/** Name and number of buffers of the types that are only stepped over. */
const OTHERS: ReadonlyMap<number, readonly [string, number | 'views']> = new Map([
  [4, ['binary', 3]],
  [9, ['time', 2]],
  [11, ['interval', 2]],
  [12, ['list', 2]],
  [13, ['struct', 1]],
  [15, ['fixed-size binary', 2]],
  [16, ['fixed-size list', 1]],
  [17, ['map', 2]],
  [18, ['duration', 2]],
  [19, ['large binary', 3]],
  [21, ['large list', 2]],
  [22, ['run-end encoded', 0]],
  [23, ['binary view', 'views']],
  [25, ['list view', 3]],
  [26, ['large list view', 3]],
]);

/** The type with number `id` in the union `Type`, whose parameters are in `table`. Throws Damage for one that there is not. */
export function readType(id: number, table: FlatTable, version: number): ArrowType {
  switch (id) {
    case 1:
      return { kind: 'null' };
    case 2:
      return readIntType(table);
    case 3:
      return { kind: 'float', bits: oneOf([16, 32, 64], 16 << table.int16(0, 0)) };
    case 5:
      return { kind: 'text', large: false };
    case 6:
      return { kind: 'bool' };
    case 7: {
      const scale = table.int32(1, 0);
      if (Math.abs(scale) > 1000) throw new Damage(`a decimal of scale ${scale}`);
      return { kind: 'decimal', bits: oneOf([32, 64, 128, 256], table.int32(2, 128)), scale };
    }
    case 8:
      return table.int16(0, 1) === 0 ? { kind: 'days' } : { kind: 'instant', perSecond: 1000 };
    case 10:
      return { kind: 'instant', perSecond: oneOf(PER_SECOND, PER_SECOND[table.int16(0, 0)]) };
    case UNION:
      return {
        kind: 'other',
        name: 'union',
        buffers: 1 + (table.int16(0, 0) === 1 ? 1 : 0) + (version < V5 ? 1 : 0),
      };
    case 20:
      return { kind: 'text', large: true };
    case 24:
      return { kind: 'text-view' };
  }
  const other = OTHERS.get(id);
  if (other === undefined) throw new Damage(`there is no type ${id}`);
  return { kind: 'other', name: other[0], buffers: other[1] };
}

export function readIntType(table: FlatTable): IntType {
  return { kind: 'int', bits: oneOf([8, 16, 32, 64], table.int32(0, 0)), signed: table.bool(1) };
}

/** Number of buffers of a column of that type without children; a view has as many more as its batch says. */
export function bufferCount(type: ArrowType): number | 'views' {
  switch (type.kind) {
    case 'null':
      return 0;
    case 'text':
      return 3;
    case 'text-view':
      return 'views';
    case 'other':
      return type.buffers;
    default:
      return 2;
  }
}

function oneOf<T extends number>(values: readonly T[], value: number | undefined): T {
  const found = values.find((known) => known === value);
  if (found === undefined) throw new Damage(`a type has parameter ${value}`);
  return found;
}
