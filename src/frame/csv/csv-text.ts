// Text as CSV fields: quoted where that is needed, as UTF-8.

const encoder = new TextEncoder();
const NEEDS_QUOTES = /[",\r\n]/;

/** The field of a text: with a comma, quote, CR or LF it stands in quotes, its own quotes doubled. */
export function quotedField(text: string): string {
  return NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** The same as UTF-8. */
export function csvField(text: string): Uint8Array {
  return encoder.encode(quotedField(text));
}

/** The fields of all levels of a domain in one array; field k is `bytes[ends[k], ends[k + 1])`. */
export interface EncodedLevels {
  readonly bytes: Uint8Array;
  readonly ends: Float64Array;
}

/** Encodes a domain. Cost: one pass over all its texts. */
export function encodeLevelFields(domain: readonly string[]): EncodedLevels {
  const fields = domain.map(csvField);
  const ends = new Float64Array(fields.length + 1);
  for (const [k, field] of fields.entries()) ends[k + 1] = ends[k] + field.length;
  const bytes = new Uint8Array(ends[fields.length]);
  for (const [k, field] of fields.entries()) bytes.set(field, ends[k]);
  return { bytes, ends };
}
