// Models within a model (MultiModelMojoReader): `submodel_key_N` is the name of a model, `submodel_dir_N` its folder.
import type { Archive } from '../../mojo/archive.js';
import type { ModelInfo } from '../../mojo/model-info.js';
import type { ModelData, ReadContext } from '../algorithm.js';

/** A model within a model, read and checked. */
export interface NestedModel {
  /** Its name: the value of a key of the outer model.ini. */
  readonly name: string;
  readonly info: ModelInfo;
  readonly data: ModelData;
}

/** All models within a model, by name. */
export class NestedModels {
  readonly #info: ModelInfo;
  readonly #models = new Map<string, NestedModel>();

  /** Reads every folder once, however many names it has, so that a small file cannot ask for much. */
  constructor(archive: Archive, info: ModelInfo, context: ReadContext) {
    this.#info = info;
    const count = info.int('submodel_count', 0);
    // A count that is too high is refused by the first key that is not there.
    if (count < 0) throw info.wrong('submodel_count', 'a count');
    const folders = new Map<string, { info: ModelInfo; data: ModelData }>();
    for (let i = 0; i < count; i++) {
      const name = info.string(`submodel_key_${i}`);
      const folder = info.string(`submodel_dir_${i}`).replace(/\/$/, '');
      const model = folders.get(folder) ?? context.readModel(archive.folder(folder));
      folders.set(folder, model);
      this.#models.set(name, { name, info: model.info, data: model.data });
    }
  }

  /** The model that a key names. Throws MojoFormatError when the key or the model is missing. */
  at(key: string): NestedModel {
    const model = this.#models.get(this.#info.string(key));
    if (model === undefined) {
      throw this.#info.wrong(key, `the name of one of the ${this.#models.size} submodels`);
    }
    return model;
  }

  /** All but one, in the order of their keys. */
  except(model: NestedModel): NestedModel[] {
    return [...this.#models.values()].filter((other) => other !== model);
  }
}

/**
 * The numbers N below `count` of the keys `<prefix>N` that are there, ascending: H2O leaves out what it does not use, and a
 * count that lies costs nothing.
 */
export function numbersOfKeys(info: ModelInfo, prefix: string, count: number): number[] {
  return info
    .keys()
    .filter((key) => key.startsWith(prefix) && info.has(key))
    .map((key) => key.slice(prefix.length))
    .filter((text) => /^(0|[1-9]\d*)$/.test(text) && Number(text) < count)
    .map(Number)
    .sort((a, b) => a - b);
}

/** The names of a model's features, in the order of its cells (GenModel.features). */
export function featuresOf(info: ModelInfo): readonly string[] {
  return info.columns.slice(0, info.nFeatures);
}

/** Where each of a model's features stands in `source`, -1 where it does not. */
export function featurePositions(model: NestedModel, source: readonly string[]): Int32Array {
  const positions = new Map<string, number>();
  source.forEach((name, i) => {
    if (!positions.has(name)) positions.set(name, i);
  });
  return Int32Array.from(featuresOf(model.info), (name) => positions.get(name) ?? -1);
}

/** Cells that scoring a row of the models works on. */
export function cellsPerRow(models: Iterable<NestedModel>): number {
  let cells = 0;
  for (const { data } of models) {
    cells += Math.max(data.inputs.width, data.cellsPerRow ?? 0) + data.predsSize;
  }
  return cells;
}
