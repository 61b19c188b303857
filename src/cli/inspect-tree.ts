import { treeToDot, treeToSvg, treeToText, type Model, type TreeView } from '../node.js';
import { UsageError } from './errors.js';

/** The flags of `inspect` that are about a tree. */
export interface TreeFlags {
  readonly tree?: string;
  readonly class?: string;
  readonly format?: string;
}

const FORMATS: Readonly<Record<string, (view: TreeView) => string>> = {
  text: treeToText,
  json: (view) => `${JSON.stringify(view, undefined, 2)}\n`,
  dot: treeToDot,
  svg: treeToSvg,
};

/** The tree that the flags ask for, as text; undefined when they ask for none. `json`: the default is JSON. */
export function treeWriter(
  flags: TreeFlags,
  json: boolean,
): ((model: Model) => string) | undefined {
  if (flags.tree === undefined) {
    const stray = flags.class !== undefined ? '--class' : flags.format !== undefined && '--format';
    if (stray) throw new UsageError(`${stray} goes with --tree`);
    return undefined;
  }
  const format = flags.format ?? (json ? 'json' : 'text');
  if (!Object.hasOwn(FORMATS, format) || (json && format !== 'json')) {
    const expected = json ? 'json, as --json says' : Object.keys(FORMATS).join(', ');
    throw new UsageError(`--format: expected ${expected}, got ${format}`);
  }
  const index = wholeNumber('--tree', flags.tree);
  const { class: wanted } = flags;
  return (model) => FORMATS[format](model.tree(index, classNumber(model, wanted)));
}

/** A class by its level, or by its number. */
function classNumber(model: Model, wanted: string | undefined): number {
  if (wanted === undefined) return 0;
  const levels = model.responseColumn === undefined ? null : model.domains.at(-1);
  const level = levels?.indexOf(wanted) ?? -1;
  return level >= 0 ? level : wholeNumber('--class', wanted);
}

function wholeNumber(flag: string, text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new UsageError(`${flag}: expected a number from 0 on, got ${text}`);
}
