// From the text of a description, YAML or JSON, to plain values, and back to the places where they stand.
import type { Document, LineCounter, Node } from 'yaml';
import { LimitError, PipelineError } from '../../errors.js';
import { optionalPackage } from '../../frame/optional-package.js';

export type DescriptionFormat = 'yaml' | 'json';

/** The way to a value: keys of maps, numbers of items. */
export type ValuePath = readonly (string | number)[];

/** Line and column, both from 1. */
export interface TextPlace {
  readonly line: number;
  readonly column: number;
}

export interface ParsedText {
  readonly value: unknown;
  /** Where a value stands (`key`: where its key does), or the nearest one around it; undefined: nobody knows. */
  readonly place: (path: ValuePath, key?: boolean) => TextPlace | undefined;
}

/** Descriptions are written by hand. Checking that keys differ takes the square of their number: two seconds for this length. */
const MAX_CHARACTERS = 65_536;
/** Brackets and dashes within one another. The package calls itself for each, and the engine ends the process where the stack does. */
const MAX_DEPTH = 64;
/** How many values aliases may stand for. */
const MAX_ALIASES = 100;

/**
 * Throws PipelineError for text that is no sound YAML (one document of the core schema, without tags of its own) or JSON, LimitError for
 * more than 65,536 characters, MissingPackageError for YAML without the package `yaml`. JSON needs no package, and has no places.
 */
export async function parseText(
  text: string,
  format: DescriptionFormat,
  file: string,
): Promise<ParsedText> {
  if (text.length > MAX_CHARACTERS) {
    const advice = 'a pipeline is described in a few dozen lines';
    throw new LimitError(
      `${file}: characters`,
      'maxCharacters',
      MAX_CHARACTERS,
      text.length,
      advice,
    );
  }
  return format === 'json' ? parseJsonText(text, file) : parseYaml(text, file);
}

function parseJsonText(text: string, file: string): ParsedText {
  try {
    return { value: JSON.parse(text.replace(/^\uFEFF/, '')) as unknown, place: () => undefined };
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new PipelineError(file, `not JSON: ${reason}`, { cause });
  }
}

async function parseYaml(text: string, file: string): Promise<ParsedText> {
  const yaml = await optionalPackage('yaml', 'a pipeline in YAML', () => import('yaml'));
  const lines = new yaml.LineCounter();
  const tokens = [...new yaml.Parser(lines.addNewLine).parse(text)];
  if (isTooDeep(tokens)) {
    throw new PipelineError(file, `nested more than ${MAX_DEPTH} deep; no pipeline is`);
  }
  const composer = new yaml.Composer({ stringKeys: true, prettyErrors: false });
  const documents = [...composer.compose(tokens, true, text.length)];
  const [document] = documents;
  const fault = documents.flatMap(({ errors, warnings }) => [...errors, ...warnings])[0];
  if (fault) throw yamlError(file, fault.message, placeOf(lines, fault.pos[0]), fault);
  if (documents.length > 1) {
    const place = placeOf(lines, documents[1].range[0]);
    throw yamlError(file, 'a second document begins; a file describes one pipeline', place);
  }
  try {
    const value: unknown = document.toJS({ maxAliasCount: MAX_ALIASES });
    return { value, place: (path, key) => findPlace(document, lines, path, key ?? false) };
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw yamlError(file, reason, undefined, cause);
  }
}

function yamlError(
  file: string,
  reason: string,
  place?: TextPlace,
  cause?: unknown,
): PipelineError {
  return new PipelineError(file, `not YAML that describes a pipeline: ${reason}`, {
    ...place,
    cause,
  });
}

/** Something that the parser found, of which the parts matter. */
interface Token {
  readonly type: string;
  readonly value?: unknown;
  readonly items?: unknown;
}

/** Whether values are nested too deep: without recursion, which is what this is to protect from. */
function isTooDeep(tokens: readonly Token[]): boolean {
  const open = tokens.map((token) => ({ token, depth: 0 }));
  for (;;) {
    const next = open.pop();
    if (next === undefined) return false;
    const { token, depth } = next;
    if (depth > MAX_DEPTH) return true;
    const items = Array.isArray(token.items)
      ? (token.items as { key?: Token; value?: Token }[])
      : [];
    for (const { key, value } of items) {
      if (key) open.push({ token: key, depth: depth + 1 });
      if (value) open.push({ token: value, depth: depth + 1 });
    }
    if (typeof token.value === 'object' && token.value !== null) {
      open.push({ token: token.value as Token, depth });
    }
  }
}

/** Goes along the path as far as there are nodes. */
function findPlace(
  document: Document,
  lines: LineCounter,
  path: ValuePath,
  wantsKey: boolean,
): TextPlace | undefined {
  let node = document.contents as Node | null | undefined;
  let found = node;
  path.forEach((step, i) => {
    const collection = resolved(node, document);
    const items = (collection as { items?: readonly unknown[] } | undefined)?.items ?? [];
    if (typeof step === 'number') node = items[step] as Node | undefined;
    else {
      const pairs = items as readonly { key: Node; value: Node | null }[];
      const pair = pairs.find(({ key }) => String(key) === step);
      node = wantsKey && i === path.length - 1 ? pair?.key : (pair?.value ?? pair?.key);
    }
    found = node ?? found;
  });
  const start = found?.range?.[0];
  return start === undefined ? undefined : placeOf(lines, start);
}

/** What an alias stands for. */
function resolved(node: Node | null | undefined, document: Document): Node | null | undefined {
  const alias = node as { resolve?: (document: Document) => Node | undefined } | null | undefined;
  return typeof alias?.resolve === 'function' ? alias.resolve(document) : node;
}

function placeOf(lines: LineCounter, offset: number): TextPlace {
  const { line, col } = lines.linePos(offset);
  return { line, column: col };
}
