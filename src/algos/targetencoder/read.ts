import { MojoFormatError, quote } from '../../errors.js';
import { hashMapOrder } from '../../java/hash-order.js';
import { javaTrim } from '../../java/parse-double.js';
import type { Archive } from '../../mojo/archive.js';
import type { ModelInfo } from '../../mojo/model-info.js';
import { readColumnMaps, type ColumnMap } from './column-maps.js';
import { encodeLevels, type Blending, type EncodedLevels } from './encode.js';
import { readEncodingMap, type LevelSums } from './encoding-map.js';
import {
  ENCODING_MAP,
  HAS_MISSING,
  INPUT_TO_ENCODING,
  INPUT_TO_OUTPUT,
  splitKeyValue,
} from './files.js';
import { readInteraction, type Interaction } from './interaction.js';

/** One column of the input, or a combination of several, and the numbers for its levels. */
export interface EncodedColumn {
  readonly name: string;
  readonly source: { readonly kind: 'column'; readonly column: number } | Interaction;
  readonly encoded: EncodedLevels;
}

export interface TargetEncoderData {
  readonly width: number;
  readonly columns: readonly EncodedColumn[];
  /** Outputs of each column. */
  readonly targetCount: number;
  readonly outputNames: readonly string[];
}

/** The keys and files of TargetEncoderMojoReader. */
export function readTargetEncoder(archive: Archive, info: ModelInfo): TargetEncoderData {
  const blending = info.boolean('with_blending') ? readBlending(info) : undefined;
  const sections = readEncodingMap(archive, info.nClasses > 2);
  const hasMissing = readHasMissing(archive);
  const maps = columnMaps(archive, sections, info.nClasses);
  if (maps.inputs.length !== sections.size) {
    const path = archive.has(INPUT_TO_ENCODING) ? INPUT_TO_ENCODING : ENCODING_MAP;
    throw damaged(
      archive,
      path,
      `${maps.inputs.length} columns to encode, but ${sections.size} sections of encodings`,
    );
  }
  const columns = maps.inputs.map((map): EncodedColumn => {
    const [name = ''] = map.to;
    const levels = sections.get(name);
    if (levels === undefined) {
      throw damaged(archive, ENCODING_MAP, `no section for column ${quote(name)}`);
    }
    const targets = targetsOf(archive, name, levels, info.nClasses);
    return {
      name,
      source: sourceOf(archive, info, map),
      encoded: encodeLevels(levels, targets, hasMissing.get(name), blending),
    };
  });
  return {
    width: info.nFeatures,
    columns,
    targetCount: targetCount(info.nClasses),
    outputNames: maps.inputs.flatMap((map) => outputsOf(archive, map, maps.outputs, info.nClasses)),
  };
}

function readBlending(info: ModelInfo): Blending {
  return {
    inflectionPoint: info.number('inflection_point'),
    smoothing: info.number('smoothing'),
  };
}

/** Whether training saw NA in a column, by encoded column. */
function readHasMissing(archive: Archive): Map<string, boolean> {
  if (!archive.has(HAS_MISSING)) return new Map();
  return new Map(
    archive.lines(HAS_MISSING).map((line): [string, boolean] => {
      const pair = splitKeyValue(javaTrim(line));
      if (pair === undefined || !/^[+-]?\d+$/.test(pair[1])) {
        throw damaged(archive, HAS_MISSING, `expected "column = 0 or 1", got ${quote(line)}`);
      }
      return [pair[0], Number(pair[1]) === 1];
    }),
  );
}

/** Which columns are encoded into which. MOJOs before 3.32 do not say: then all sections, in the order of Java's map of them. */
function columnMaps(
  archive: Archive,
  sections: ReadonlyMap<string, LevelSums>,
  nClasses: number,
): { inputs: readonly ColumnMap[]; outputs: readonly ColumnMap[] } {
  const inputs = readColumnMaps(archive, INPUT_TO_ENCODING);
  const outputs = readColumnMaps(archive, INPUT_TO_OUTPUT);
  if (inputs.length > 0 || outputs.length > 0) return { inputs, outputs };
  const names = [...sections.keys()];
  const ordered = hashMapOrder(names).map((i) => names[i]);
  const count = targetCount(nClasses);
  return {
    inputs: ordered.map((name) => ({ from: [name], to: [name], toDomain: undefined })),
    outputs: ordered.map((name) => ({
      from: [name],
      to:
        count === 1
          ? [`${name}_te`]
          : Array.from({ length: count }, (_, i) => `${name}_${i + 1}_te`),
      toDomain: undefined,
    })),
  };
}

/** All classes but the first have a number; regression has one. */
function targetCount(nClasses: number): number {
  return nClasses > 2 ? nClasses - 1 : 1;
}

/** The classes that have a number; every level must have the sums of each. */
function targetsOf(
  archive: Archive,
  name: string,
  levels: LevelSums,
  nClasses: number,
): readonly number[] {
  if (levels.size === 0) {
    throw damaged(archive, ENCODING_MAP, `column ${quote(name)} has no levels`);
  }
  if (nClasses <= 2) return [0];
  const targets: number[] = [];
  for (let target = 1; target < nClasses; target++) {
    for (const [level, classes] of levels) {
      if (classes.has(target)) continue;
      const what = `column ${quote(name)}, level ${level}: no sums of class ${target}`;
      throw damaged(archive, ENCODING_MAP, what);
    }
    targets.push(target);
  }
  return targets;
}

function sourceOf(archive: Archive, info: ModelInfo, map: ColumnMap): EncodedColumn['source'] {
  const columns = map.from.map((name) => {
    const column = info.columns.lastIndexOf(name);
    if (column < 0 || column >= info.nFeatures) {
      throw damaged(archive, INPUT_TO_ENCODING, `${quote(name)} is no feature of the model`);
    }
    return column;
  });
  if (columns.length === 1) return { kind: 'column', column: columns[0] };
  const interaction = readInteraction(info, columns, map.toDomain);
  if (interaction === undefined) {
    throw damaged(
      archive,
      INPUT_TO_ENCODING,
      `${quote(map.from.join(':'))}: expected categorical columns and their [to_domain] of whole numbers`,
    );
  }
  return interaction;
}

/** Names of the numbers of one encoded column. */
function outputsOf(
  archive: Archive,
  { from }: ColumnMap,
  outputs: readonly ColumnMap[],
  nClasses: number,
): readonly string[] {
  const found = outputs.find(
    (output) => output.from.length === from.length && output.from.every((n, i) => n === from[i]),
  );
  if (found?.to.length !== targetCount(nClasses)) {
    throw damaged(
      archive,
      INPUT_TO_OUTPUT,
      `${quote(from.join(':'))}: expected ${targetCount(nClasses)} output columns, got ${found?.to.length ?? 'none'}`,
    );
  }
  return found.to;
}

function damaged(archive: Archive, path: string, what: string): MojoFormatError {
  const file = archive.fullPath(path);
  return new MojoFormatError(`${file}: ${what}`, { file });
}
