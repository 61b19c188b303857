import type { Archive } from '../../mojo/archive.js';
import type { ModelInfo } from '../../mojo/model-info.js';
import type { ReadContext } from '../algorithm.js';
import { NestedModels } from '../nested/read.js';
import { readFeatures, type Feature } from './features.js';
import { readLayers, type LayerModel } from './layers.js';
import { readMembers, readTeam, type MemberModel, type Team } from './members.js';
import { RowColumns } from './row-columns.js';

export interface WasmojoPipelineData {
  /** Columns of a row. */
  readonly width: number;
  /** Each before those that read it. */
  readonly layers: readonly LayerModel[];
  readonly features: readonly Feature[];
  /** None: the features are the answer. */
  readonly members: readonly MemberModel[];
  readonly team: Team;
}

/** The keys of docs/formats/wasmojo-pipeline.md. */
export function readWasmojoPipeline(
  archive: Archive,
  info: ModelInfo,
  context: ReadContext,
): WasmojoPipelineData {
  const models = new NestedModels(archive, info, context);
  const file = { info, models, rows: new RowColumns(info) };
  const layers = readLayers(file);
  const features = readFeatures(file, layers);
  const members = readMembers(file, features);
  if (members.length === 0 && info.category !== 'DimReduction') {
    throw info.wrong('category', 'DimReduction, for there are no members');
  }
  if (members.length === 0 && features.length === 0) {
    throw info.wrong('member_count', 'members, or features');
  }
  return { width: info.nFeatures, layers, features, members, team: readTeam(file) };
}

/** Cells of a prediction: label and probabilities, one value, or the features. */
export function predsSize({ features, members, team }: WasmojoPipelineData): number {
  if (members.length === 0) return features.length;
  return team.rule === 'mean' ? 1 : team.classes + 1;
}
