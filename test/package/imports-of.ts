import { parseSync } from 'vite';

interface SyntaxNode {
  readonly type: string;
  readonly source?: unknown;
}

/** What a JavaScript module imports, statically and by `import()`; an `import()` of no fixed name is an error. */
export function importsOf(code: string): string[] {
  const found: string[] = [];
  visit(parseSync('module.js', code).program, ({ type, source }) => {
    if (typeof source !== 'object' || source === null) return;
    const { value } = source as { value?: unknown };
    if (typeof value !== 'string') throw new Error(`${type} of no fixed name`);
    found.push(value);
  });
  return found;
}

function visit(value: unknown, see: (node: SyntaxNode) => void): void {
  if (typeof value !== 'object' || value === null) return;
  if ('type' in value && /^(Import|Export)/.test(String(value.type))) see(value as SyntaxNode);
  for (const child of Object.values(value)) visit(child, see);
}
