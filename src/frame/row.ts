/** A row as users write it: text, numbers; null, undefined and absent are NA; other types are refused. */
export type Row = Readonly<Record<string, unknown>>;
