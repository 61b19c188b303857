// Texts that are stored one per line escape their line ends (StringEscapeUtils of h2o-genmodel).

/** A text in one line: backslash, line feed and carriage return become two characters. */
export function escapeNewlines(text: string): string {
  return text.replace(/[\\\n\r]/g, (char) =>
    char === '\n' ? '\\n' : char === '\r' ? '\\r' : '\\\\',
  );
}

/**
 * The inverse. A backslash before any other character goes away and the character stays, as in
 * Java; so does a lone backslash at the end.
 */
export function unescapeNewlines(text: string): string {
  if (!text.includes('\\')) return text;
  return text.replace(/\\([^]?)/g, (_, char: string) => {
    if (char === 'n') return '\n';
    return char === 'r' ? '\r' : char;
  });
}
