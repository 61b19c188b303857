import { ArgumentError } from '../errors.js';
import type { CategoricalColumn, Column, NumberColumn } from './column.js';
import { Frame } from './frame.js';

/**
 * The rows of frames with the same columns, one after another, in one frame: a single frame as it is. Numbers and levels only.
 * Throws ArgumentError for columns that differ. Cost and memory: a copy of all.
 */
export function concatFrames(frames: readonly Frame[]): Frame {
  const [first] = frames;
  if (first === undefined) throw new ArgumentError('frames', 'at least one frame', frames);
  if (frames.length === 1) return first;
  const rows = frames.reduce((sum, { rowCount }) => sum + rowCount, 0);
  const columns = first.columns.map(({ name }) => {
    return concatenated(
      frames.map((frame) => frame.column(name)),
      rows,
    );
  });
  return new Frame(columns, rows);
}

function concatenated(parts: readonly Column[], rows: number): Column {
  if (parts.every((part) => part.kind === 'number')) return numbers(parts, rows);
  if (parts.every((part) => part.kind === 'categorical')) return levels(parts, rows);
  throw new ArgumentError(`column ${parts[0].name}`, 'one kind in all frames', parts[0].kind);
}

function numbers(parts: readonly NumberColumn[], rows: number): NumberColumn {
  const isSingle = parts.every(({ values }) => values instanceof Float32Array);
  const values = isSingle ? new Float32Array(rows) : new Float64Array(rows);
  let at = 0;
  for (const part of parts) {
    values.set(part.values, at);
    at += part.values.length;
  }
  return { ...parts[0], values };
}

/** Levels that the frames have beyond a common domain may have other codes in each. */
function levels(parts: readonly CategoricalColumn[], rows: number): CategoricalColumn {
  const codes = new Int32Array(rows);
  const { name, domain: start } = parts[0];
  const codeOf = new Map(start.map((level, code) => [level, code]));
  const domain = [...start];
  let at = 0;
  for (const part of parts) {
    const mapped = part.domain.map((level) => {
      let code = codeOf.get(level);
      if (code === undefined) {
        codeOf.set(level, (code = domain.length));
        domain.push(level);
      }
      return code;
    });
    for (const code of part.codes) codes[at++] = code < 0 ? -1 : mapped[code];
  }
  return { kind: 'categorical', name, codes, domain };
}
