// A described pipeline and its MOJOs as one MOJO: docs/formats/wasmojo-pipeline.md.
import { crc32 } from '../../crc32.js';
import { PipelineError } from '../../errors.js';
import type { MojoLimits } from '../../mojo/limits.js';
import { ModelInfo } from '../../mojo/model-info.js';
import type { OpenedMojo } from '../../mojo/open.js';
import { packedFiles, storedFile, writeZip, type PackedFile } from '../../mojo/write-zip.js';
import type { PipelineDescription } from '../description/index.js';
import { detailsJson } from './details.js';
import { answerKeys, folderOf, partKeys } from './keys.js';
import { listLayers } from './layer-list.js';
import { iniFiles, type InfoKeys } from './model-ini.js';
import { rowColumns } from './row-columns.js';

/** What is so in every pipeline. */
const FIXED_KEYS: InfoKeys = {
  mojo_version: '1.00',
  algo: 'wasmojo-pipeline',
  algorithm: 'wasmojo Pipeline',
  endianness: 'LITTLE_ENDIAN',
  balance_classes: false,
  default_threshold: 0.5,
  prior_class_distrib: null,
  model_class_distrib: null,
  escape_domain_values: true,
};

/** Names of the models that scoring has a use for, in the order of the description. */
export function usedModels({ models, features, score }: PipelineDescription): string[] {
  const used = new Set(listLayers(features).layers.map(({ model }) => model));
  for (const member of score?.members ?? []) used.add(member);
  return [...models.keys()].filter((name) => used.has(name));
}

/**
 * The zip of a MOJO that scores as `models`, `features`, `keep` and `score` of the description say; `opened`: the models that are used.
 * Their files are in it byte for byte, packed as they were; equal ones give equal bytes. Whether the models go together is checked when
 * it is read. Throws PipelineError for a description without features and members and for members that predict no classes or values,
 * LimitError, and as ModelInfo.read for the models. Cost: a copy of the zips.
 */
export function packPipeline(
  description: PipelineDescription,
  opened: ReadonlyMap<string, OpenedMojo>,
  limits: MojoLimits,
): Uint8Array {
  const { file, features, score } = description;
  if (features.length === 0 && score === undefined) {
    throw new PipelineError(file, 'no model: it has neither features nor score');
  }
  const infos = new Map(
    [...opened].map(([name, { archive }]) => [name, ModelInfo.read(archive, limits)]),
  );
  const infoOf = (name: string) => infos.get(name)!; // references of a description are checked
  const list = listLayers(features);
  const rows = rowColumns(description, list.layers, infoOf);
  const { keys, response } = answerKeys(description, infoOf);
  const columns = response ? [...rows, response] : rows;
  const ownKeys = {
    ...FIXED_KEYS,
    ...keys,
    n_features: rows.length,
    ...partKeys(description, list, [...opened.keys()]),
  };
  const inner = [...opened].flatMap(([name, { bytes }]) =>
    packedFiles(bytes, name).map((entry) => ({ ...entry, name: folderOf(name) + entry.name })),
  );
  const uuid = uuidOf(iniFiles(ownKeys, columns), inner);
  const own = iniFiles({ ...ownKeys, uuid }, columns);
  own.set('experimental/modelDetails.json', detailsJson(description, list, infoOf));
  return writeZip([...storedFiles(own), ...inner], file);
}

function storedFiles(texts: ReadonlyMap<string, string>): PackedFile[] {
  return [...texts].map(([path, text]) => storedFile(path, new TextEncoder().encode(text)));
}

/** A whole number of 64 bits, as H2O's are, of the contents. */
function uuidOf(texts: ReadonlyMap<string, string>, inner: readonly PackedFile[]): string {
  const checksums = (files: readonly PackedFile[]) =>
    crc32(new TextEncoder().encode(files.map((file) => `${file.name} ${file.crc32}\n`).join('')));
  const bits = (BigInt(checksums(storedFiles(texts))) << 32n) | BigInt(checksums(inner));
  return String(BigInt.asIntN(64, bits));
}
