import { MojoFormatError } from '../../errors.js';
import type { Archive } from '../../mojo/archive.js';
import { readStringArray } from '../../mojo/domains.js';
import type { ModelInfo } from '../../mojo/model-info.js';

/** The columns as they were before an explicit encoding (`_orig_*` of model.ini), without the response. */
export interface OriginalColumns {
  readonly names: readonly string[];
  /** Levels per column, null for a numeric one. */
  readonly domains: readonly (readonly string[] | null)[];
  /** Eigen: the projections of all levels of all categorical columns, one after another. */
  readonly projection: Float64Array;
}

/** Reads `_orig_names`, `_orig_domain_values_N` and `_orig_projection_array`; without them there are no columns. */
export function readOriginalColumns(archive: Archive, info: ModelInfo): OriginalColumns {
  const projection = info.numbers('_orig_projection_array', new Float64Array(0));
  const nameCount = info.int('_n_orig_names', 0);
  const all = nameCount > 0 ? readStringArray(archive, '_orig_names', nameCount) : [];
  const domainCount = info.int('_n_orig_domain_values', 0);
  if (domainCount > nameCount) {
    throw new MojoFormatError(
      `model.ini: _n_orig_domain_values = ${domainCount}, but there are ${nameCount} original columns`,
      {
        file: 'model.ini',
        key: '_n_orig_domain_values',
        value: String(domainCount),
      },
    );
  }
  const domains = all.map((_, i) => {
    const size = i < domainCount ? info.int(`_m_orig_domain_values_${i}`) : 0;
    return size > 0 ? readStringArray(archive, `_orig_domain_values_${i}`, size) : null;
  });
  // GenModel.getOrigNumCols: the response stands last, if it is there.
  const hasResponse = info.supervised && all.at(-1) === info.responseColumn;
  const count = hasResponse ? all.length - 1 : all.length;
  return { names: all.slice(0, count), domains: domains.slice(0, count), projection };
}
