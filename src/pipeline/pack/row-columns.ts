import type { Domain } from '../../mojo/domains.js';
import type { ModelInfo } from '../../mojo/model-info.js';
import type { PipelineDescription } from '../description/index.js';
import type { ListedLayer } from './layer-list.js';

/** A column of the rows with its levels; null: a number. */
export interface RowColumn {
  readonly name: string;
  readonly domain: Domain | null;
}

/**
 * The columns of the rows, in the order in which models read them: those of networks that read the rows, then those of members (where
 * there are features, of the columns to keep).
 */
export function rowColumns(
  { features, keep, score }: PipelineDescription,
  layers: readonly ListedLayer[],
  infoOf: (model: string) => ModelInfo,
): RowColumn[] {
  const columns = new Map<string, RowColumn>();
  const add = (info: ModelInfo, wanted: (name: string) => boolean) => {
    info.columns.slice(0, info.nFeatures).forEach((name, i) => {
      if (wanted(name) && !columns.has(name)) columns.set(name, { name, domain: info.domains[i] });
    });
  };
  for (const { model, from } of layers) if (from === undefined) add(infoOf(model), () => true);
  const kept = new Set(keep);
  for (const member of score?.members ?? []) {
    add(infoOf(member), (name) => features.length === 0 || kept.has(name));
  }
  return [...columns.values()];
}
