import { MojoFormatError, quote } from '../errors.js';
import type { Archive } from './archive.js';
import { readDomain } from './domains.js';
import type { Domain } from './domains.js';
import { parseIni } from './ini.js';
import type { Ini } from './ini.js';
import { KeyValues } from './key-values.js';
import { checkLimit, DEFAULT_LIMITS } from './limits.js';
import type { MojoLimits } from './limits.js';
import { MODEL_CATEGORIES } from './model-category.js';
import type { ModelCategory } from './model-category.js';

const MODEL_INI = 'model.ini';

/**
 * What every MOJO says of itself in `model.ini` and `domains/` (ModelMojoReader.readAll). A key of
 * the file is the same word in camelCase here; keys of one algorithm are read through the getters
 * (`info.numbers('beta')`).
 */
export class ModelInfo extends KeyValues {
  /**
   * H2O's full name of the algorithm, such as `Gradient Boosting Machine`; releases spelled some
   * differently.
   */
  readonly algorithm: string;
  /** Short name, such as `gbm`; absent in files of 3.10.0. */
  readonly algo: string | undefined;
  readonly category: ModelCategory;
  readonly uuid: string;
  readonly supervised: boolean;
  /** The first columns are the features. */
  readonly nFeatures: number;
  /** Number of classes; 1 for regression and for models without a response. */
  readonly nClasses: number;
  /** Names; of a supervised model the response stands last. */
  readonly columns: readonly string[];
  /** Levels of each column, null where the column is numeric. Same length as `columns`. */
  readonly domains: readonly (Domain | null)[];
  readonly balanceClasses: boolean;
  readonly defaultThreshold: number;
  readonly priorClassDistrib: Float64Array | undefined;
  readonly modelClassDistrib: Float64Array | undefined;
  readonly offsetColumn: string | undefined;
  readonly foldColumn: string | undefined;
  readonly weightsColumn: string | undefined;
  readonly treatmentColumn: string | undefined;
  readonly responseColumn: string | undefined;
  readonly mojoVersion: number;
  readonly h2oVersion: string | undefined;
  readonly timestamp: string | undefined;
  readonly escapeDomainValues: boolean;
  /** Byte order of the model's binary files; absent in files of 3.10.0, which are little endian. */
  readonly littleEndian: boolean;

  /**
   * Reads model.ini and all domains; throws MojoFormatError or LimitError. Cost: linear in the size
   * of both.
   */
  static read(archive: Archive, limits: MojoLimits = DEFAULT_LIMITS): ModelInfo {
    const file = archive.fullPath(MODEL_INI);
    const bytes = archive.bytes(MODEL_INI);
    if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) {
      // To Java the mark is part of the first line, so that [info] is not found.
      throw new MojoFormatError(
        `${file}: begins with a byte order mark; save it as UTF-8 without one`,
        {
          file,
          offset: 0,
        },
      );
    }
    const ini = parseIni(bytes, file, (spans) => {
      const nColumns = countOf(new KeyValues(file, bytes, spans), 'n_columns');
      checkLimit(limits, 'maxColumns', nColumns, `${file}: n_columns`);
      return nColumns;
    });
    return new ModelInfo(archive, file, ini, limits);
  }

  private constructor(archive: Archive, file: string, ini: Ini, limits: MojoLimits) {
    super(file, ini.bytes, ini.info);
    this.algorithm = this.string('algorithm');
    this.algo = this.string('algo', undefined);
    this.mojoVersion = this.#version();
    this.h2oVersion = this.string('h2o_version', undefined);
    this.category = this.oneOf('category', MODEL_CATEGORIES);
    this.uuid = this.string('uuid');
    this.timestamp = this.string('timestamp', undefined);
    this.littleEndian =
      this.oneOf('endianness', ['LITTLE_ENDIAN', 'BIG_ENDIAN'], 'LITTLE_ENDIAN') ===
      'LITTLE_ENDIAN';

    this.columns = this.#columns(ini);
    this.escapeDomainValues = this.boolean('escape_domain_values', false);
    this.domains = this.#domains(archive, ini, limits);
    this.supervised = this.boolean('supervised');
    this.nFeatures = countOf(this, 'n_features');
    if (this.nFeatures > this.columns.length) {
      throw this.wrong('n_features', `at most the ${this.columns.length} of n_columns`);
    }
    this.nClasses = countOf(this, 'n_classes');
    this.balanceClasses = this.boolean('balance_classes');
    this.defaultThreshold = this.number('default_threshold');
    this.priorClassDistrib = this.numbers('prior_class_distrib', undefined);
    this.modelClassDistrib = this.numbers('model_class_distrib', undefined);
    this.offsetColumn = this.string('offset_column', undefined);
    this.foldColumn = this.string('fold_column', undefined);
    this.weightsColumn = this.string('weights_column', undefined);
    this.treatmentColumn = this.string('treatment_column', undefined);
    this.responseColumn = this.supervised ? this.columns.at(-1) : undefined;
    if (this.supervised && this.responseColumn === undefined) {
      throw this.wrong(
        'n_columns',
        'at least 1: the model is supervised, so its last column is the response',
      );
    }
  }

  /** `1.00`, or `1.0` in the oldest files. */
  #version(): number {
    const version = this.number('mojo_version');
    if (!(version > 0 && version < Infinity))
      throw this.wrong('mojo_version', 'a version such as 1.40');
    return version;
  }

  #columns(ini: Ini): readonly string[] {
    if (ini.columns === undefined) {
      throw new MojoFormatError(`${this.file}: the section [columns] is missing`, {
        file: this.file,
      });
    }
    if (ini.columns.length !== this.int('n_columns')) {
      throw this.wrong('n_columns', `${ini.columns.length}, the number of lines in [columns]`);
    }
    return ini.columns;
  }

  #domains(archive: Archive, ini: Ini, limits: MojoLimits): (Domain | null)[] {
    const domains = new Array<Domain | null>(this.columns.length).fill(null);
    let levels = 0;
    for (const [column, { size, path }] of this.#domainFiles(ini)) {
      levels += size;
      checkLimit(limits, 'maxDomainLevels', levels, `${this.file}: levels of all columns`);
      domains[column] = readDomain(archive, path, size, this.escapeDomainValues);
    }
    return domains;
  }

  /**
   * Lines `column: size file`. Columns beyond the last are left out as in Java, where they were the
   * response's; of two lines for a column the later one holds.
   */
  #domainFiles(ini: Ini): Map<number, { size: number; path: string }> {
    if (ini.domains === undefined) {
      throw new MojoFormatError(`${this.file}: the section [domains] is missing`, {
        file: this.file,
      });
    }
    const files = new Map<number, { size: number; path: string }>();
    for (const line of ini.domains) {
      const match = /^\+?(\d{1,10}):\s*\+?(\d{1,10}) ([^]*)$/.exec(line);
      if (match === null) {
        throw new MojoFormatError(
          `${this.file}: expected "column: number of levels, file" in [domains], got ${quote(line)}`,
          { file: this.file, value: line },
        );
      }
      const column = Number(match[1]);
      if (column < this.columns.length) {
        files.set(column, { size: Number(match[2]), path: `domains/${match[3]}` });
      }
    }
    return files;
  }
}

function countOf(values: KeyValues, key: string): number {
  const count = values.int(key);
  if (count < 0) throw values.wrong(key, 'a count');
  return count;
}
