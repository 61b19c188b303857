import type { LoadedModel } from '../algos/algorithm.js';
import { kernelsNow } from '../engine/index.js';

/**
 * The model where single rows are scored soonest: as it is, or once more in other kernels, where `chosen` says that its back end was
 * asked for by name in the same ones only. Whoever gets other kernels disposes of them. Cost: linear in the model, which is small then.
 */
export function loadForRows(model: LoadedModel, chosen: boolean): LoadedModel {
  const { info, data } = model;
  // Where rows are scored soonest may take a look at all trees.
  if (chosen && data.loadRow === undefined) return model;
  const rowBackend = data.rowBackend?.();
  if (rowBackend === undefined) return model;
  const same = model.kernels.name.startsWith(rowBackend);
  if (same && data.loadRow === undefined) return model;
  const kernels = same ? model.kernels : chosen ? undefined : kernelsNow(rowBackend);
  if (kernels === undefined) return model;
  return { info, data, kernels, scorer: data.loadRow?.(kernels) ?? data.load(kernels, 1) };
}
