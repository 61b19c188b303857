// What TypeScript and the CSV kernels share. One file for both: it is valid in both languages, so that no number is
// written twice. All fields are little endian; addresses are of bytes.

/** Start of whatever TypeScript places. */
export const ALIGNMENT = 64;

// Powers of five, for exact decimal conversions in both directions: entry q, from -MAX_POWER to MAX_POWER, holds the
// first 128 bits of 5^q, the top bit set: floor(5^q * 2^s), one more where q < 0 (those are never exact).
//   0        8        16
//   ├─ high ─┼─ low ──┤
//     u64      u64
export const MAX_POWER = 128;
export const POWER_BYTES = 16;
export const POWERS_BYTES = (2 * MAX_POWER + 1) * POWER_BYTES;

// The window: the bytes that are read. Kernels load whole vectors, so that many bytes before and behind it are read,
// too, and mean nothing.
export const WINDOW_MARGIN = 64;

// Reading job: how records become rows, and what a run of them left.
//   in   FIELDS      number of fields of the header
//        ROLES       u32 per field: ROLE_SKIP, ROLE_TEXT, the address of the column of doubles that it fills, or that of
//                    its level table plus ROLE_LEVELS
//        ROWS_MAX    rows that the columns have room for
//        CELLS, CELLS_MAX   where cells are listed, and how many find room
//        SEPARATOR   the byte
//        LINE_MAX    longest line that is read
//        NA_NUMBERS, NA_COUNT   doubles whose texts may mean NA
//   out  ROWS_READ   records of the run
//        CELLS_LISTED
//        IN_FIELD    opencsv's `inField` behind the run: 0, 1, or IN_FIELD_KEPT where no record changed it
export const JOB_FIELDS = 0;
export const JOB_ROLES = JOB_FIELDS + 4;
export const JOB_ROWS_MAX = JOB_ROLES + 4;
export const JOB_CELLS = JOB_ROWS_MAX + 4;
export const JOB_CELLS_MAX = JOB_CELLS + 4;
export const JOB_SEPARATOR = JOB_CELLS_MAX + 4;
export const JOB_LINE_MAX = JOB_SEPARATOR + 4;
export const JOB_NA_NUMBERS = JOB_LINE_MAX + 4;
export const JOB_NA_COUNT = JOB_NA_NUMBERS + 4;
export const JOB_ROWS_READ = JOB_NA_COUNT + 4;
export const JOB_CELLS_LISTED = JOB_ROWS_READ + 4;
export const JOB_IN_FIELD = JOB_CELLS_LISTED + 4;
export const JOB_BYTES = JOB_IN_FIELD + 4;

export const ROLE_SKIP = 0;
export const ROLE_TEXT = 1;
/** A bit that no other role has: addresses of columns and tables are multiples of 8. */
export const ROLE_LEVELS = 2;
export const IN_FIELD_KEPT = 2;

// Level table: from the text of a level to its code, for the column of codes (i32, -1 is NA) that the field fills. Slots
// are SLOT_COUNT = MASK + 1, a power of two, at most half of them taken; a slot of LENGTH 0 is free. SEED differs from
// table to table.
//   0       4       8      12     16      0      4      8      12       16
//   ├ codes ┼ slots ┼ mask ┼ seed ┤       ├ hash ┼ code ┼ text ┼ length ┤
export const TABLE_CODES = 0;
export const TABLE_SLOTS = TABLE_CODES + 4;
export const TABLE_MASK = TABLE_SLOTS + 4;
export const TABLE_SEED = TABLE_MASK + 4;
export const TABLE_BYTES = TABLE_SEED + 4;
export const SLOT_HASH = 0;
export const SLOT_CODE = SLOT_HASH + 4;
export const SLOT_TEXT = SLOT_CODE + 4;
export const SLOT_LENGTH = SLOT_TEXT + 4;
export const SLOT_BYTES = SLOT_LENGTH + 4;
/** Texts are read in words: that many bytes behind each may be read, too. */
export const TEXT_MARGIN = 8;

// Listed cell: one that TypeScript judges, its bytes at [START, END) of the memory. A record whose number of cells is
// not that of the header is listed, too, behind its cells: FIELD is WIDTH_ENTRY, START the number.
//   0       4         8         12      16
//   ├─ row ─┼─ field ─┼─ start ─┼─ end ─┤
export const CELL_ROW = 0;
export const CELL_FIELD = CELL_ROW + 4;
export const CELL_START = CELL_FIELD + 4;
export const CELL_END = CELL_START + 4;
export const CELL_BYTES = CELL_END + 4;
export const WIDTH_ENTRY = 0xffffffff;

// Writing job: which columns become lines.
//   in   COLUMNS, RECORDS   how many, and where their records stand
//        OUT         where the lines go; as many bytes must be free as they can take, and OUT_MARGIN more
//   out  WRITTEN     bytes of the lines
export const WRITE_COLUMNS = 0;
export const WRITE_RECORDS = WRITE_COLUMNS + 4;
export const WRITE_OUT = WRITE_RECORDS + 4;
export const WRITE_WRITTEN = WRITE_OUT + 4;
export const WRITE_BYTES = WRITE_WRITTEN + 4;

// Record of a column to write: doubles, or codes of levels (LEVEL_COUNT 0: doubles). Level k is the bytes
// [ends[k], ends[k + 1]) of TEXT.
//   0       4             8      12     16
//   ├ cells ┼ levelCount ─┼ text ┼ ends ┤
export const COLUMN_CELLS = 0;
export const COLUMN_LEVEL_COUNT = COLUMN_CELLS + 4;
export const COLUMN_TEXT = COLUMN_LEVEL_COUNT + 4;
export const COLUMN_ENDS = COLUMN_TEXT + 4;
export const COLUMN_BYTES = COLUMN_ENDS + 4;

/** Text is copied as vectors: that many bytes behind it are read and written, too. */
export const OUT_MARGIN = 64;
