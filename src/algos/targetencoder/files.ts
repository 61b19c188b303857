// Where a target encoder keeps what it needs, and how a line of these files is taken apart.

const FOLDER = 'feature_engineering/target_encoding/';

export const ENCODING_MAP = `${FOLDER}encoding_map.ini`;
export const HAS_MISSING = `${FOLDER}te_column_name_to_missing_values_presence.ini`;
export const INPUT_TO_ENCODING = `${FOLDER}input_encoding_columns_map.ini`;
export const INPUT_TO_OUTPUT = `${FOLDER}input_output_columns_map.ini`;

/** `key = value`, split at the first equals sign; undefined when there is none. */
export function splitKeyValue(line: string): [key: string, value: string] | undefined {
  const at = line.indexOf('=');
  if (at < 0) return undefined;
  return [line.slice(0, at).trimEnd(), line.slice(at + 1).trimStart()];
}
