import { MojoFormatError, quote } from '../../errors.js';
import type { Domain } from '../../mojo/domains.js';
import type { ModelInfo } from '../../mojo/model-info.js';
import { featuresOf, type NestedModel } from '../nested/read.js';
import type { Cell } from './cells.js';

/** The columns of the pipeline's rows, for models that read them. */
export class RowColumns {
  readonly #info: ModelInfo;
  readonly #positions: ReadonlyMap<string, number>;

  constructor(info: ModelInfo) {
    this.#info = info;
    this.#positions = new Map(featuresOf(info).map((name, i) => [name, i]));
  }

  /**
   * The column of the rows that is column number `i` of a model; undefined where there is none of its name. Throws MojoFormatError
   * where their levels differ: numbers of levels go from one to the other as they are.
   */
  cell({ name, info }: NestedModel, i: number): Cell | undefined {
    const column = this.#positions.get(info.columns[i]);
    if (column === undefined) return undefined;
    if (!sameLevels(info.domains[i], this.#info.domains[column])) {
      const { file } = this.#info;
      throw new MojoFormatError(
        `${file}: the column ${quote(info.columns[i])} has other levels in the model ${name} than in the models before it`,
        { file, key: '[domains]', value: info.columns[i] },
      );
    }
    return { block: 0, column };
  }
}

function sameLevels(a: Domain | null, b: Domain | null): boolean {
  if (a === null || b === null) return a === b;
  return a.length === b.length && a.every((level, i) => level === b[i]);
}
