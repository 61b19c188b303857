// What files of rows are in, by their names.

export const INPUT_FORMATS = ['csv', 'jsonl', 'arrow', 'parquet', 'idx'] as const;
export type InputFormat = (typeof INPUT_FORMATS)[number];

const INPUT_EXTENSIONS: readonly (readonly [RegExp, InputFormat])[] = [
  [/\.csv(\.gz)?$/i, 'csv'],
  [/\.(jsonl|ndjson)(\.gz)?$/i, 'jsonl'],
  [/\.(arrows?|feather|ipc)$/i, 'arrow'],
  [/\.(parquet|pq)$/i, 'parquet'],
  [/(\.idx|[.-]idx\d-ubyte)(\.gz)?$/i, 'idx'],
];

/** The format of a file that is read, CSV where the extension tells nothing. */
export function inputFormatOf(path: string): InputFormat {
  return INPUT_EXTENSIONS.find(([pattern]) => pattern.test(path))?.[1] ?? 'csv';
}

export const OUTPUT_FORMATS = ['csv', 'jsonl', 'arrow', 'parquet'] as const;
export type OutputFormat = (typeof OUTPUT_FORMATS)[number];

const OUTPUT_EXTENSIONS: readonly (readonly [RegExp, OutputFormat])[] = [
  [/\.(jsonl|ndjson)(\.gz)?$/i, 'jsonl'],
  [/\.(arrows?|feather|ipc)(\.gz)?$/i, 'arrow'],
  [/\.(parquet|pq)(\.gz)?$/i, 'parquet'],
];

/** The format of a file that is written, by its extension before `.gz`, else CSV. */
export function outputFormatOf(path: string): OutputFormat {
  return OUTPUT_EXTENSIONS.find(([pattern]) => pattern.test(path))?.[1] ?? 'csv';
}

/** Whether Arrow is written to a file of that name as a stream. */
export function isArrowStream(path: string): boolean {
  return /\.arrows(\.gz)?$/i.test(path);
}
