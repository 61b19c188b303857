/** Tests whole texts against a pattern: `*` is any text, `?` any character, everything else itself. */
export function globMatcher(pattern: string): (text: string) => boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    // A row of stars is one star; else matching could take exponential time.
    .replace(/\*+/g, '[^]*')
    .replace(/\?/g, '[^]');
  const expression = new RegExp(`^${source}$`, 'u');
  return (text) => expression.test(text);
}
