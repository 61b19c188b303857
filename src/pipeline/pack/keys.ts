// What stands in the model.ini of a packed pipeline: docs/formats/wasmojo-pipeline.md.
import { PipelineError } from '../../errors.js';
import { isClassifier } from '../../mojo/model-category.js';
import type { ModelInfo } from '../../mojo/model-info.js';
import type { PipelineDescription } from '../description/index.js';
import { refuseVotesOfValues } from '../refuse-votes.js';
import type { LayerList } from './layer-list.js';
import type { InfoKeys } from './model-ini.js';
import type { RowColumn } from './row-columns.js';

/** The folder of a model. */
export function folderOf(model: string): string {
  return `models/${model}/`;
}

/** What is predicted: as the first member does, or the features. Throws PipelineError for members that predict something else. */
export function answerKeys(
  { file, score }: PipelineDescription,
  infoOf: (model: string) => ModelInfo,
): { readonly keys: InfoKeys; readonly response?: RowColumn } {
  if (score === undefined) {
    return { keys: { category: 'DimReduction', supervised: false, n_classes: 1 } };
  }
  const [first] = score.members;
  const { category, nClasses, columns, domains, supervised } = infoOf(first);
  if (!supervised || !(isClassifier(category) || category === 'Regression')) {
    throw new PipelineError(
      file,
      `${first} is of category ${category}; members are Binomial, Multinomial, Ordinal or Regression`,
      { key: 'score.members[0]' },
    );
  }
  refuseVotesOfValues(file, score, category);
  return {
    keys: { category, supervised, n_classes: nClasses },
    response: { name: columns.at(-1) ?? '', domain: domains.at(-1) ?? null },
  };
}

/** The models, the layers, the features, the members, the team. */
export function partKeys(
  { features, names, score }: PipelineDescription,
  { layers, ofFeatures }: LayerList,
  models: readonly string[],
): InfoKeys {
  return {
    ...numbered('submodel_count', models, (name) => ({
      submodel_key: name,
      submodel_dir: folderOf(name),
    })),
    ...numbered('layer_count', layers, ({ model, number, from }) => ({
      layer_model: model,
      layer_number: number,
      layer_from: from,
    })),
    unit_names: names,
    ...numbered('feature_count', features, ({ prefix }, i) => ({
      feature_layer: ofFeatures[i],
      feature_prefix: prefix === '' ? undefined : prefix,
    })),
    ...numbered('member_count', score?.members ?? [], (member) => ({ member })),
    team: score?.team,
    tie: score?.tie,
  };
}

/** A count, and for each item its keys with its number behind them. */
function numbered<Item>(
  count: string,
  items: readonly Item[],
  keysOf: (item: Item, i: number) => InfoKeys,
): InfoKeys {
  const keys = items.flatMap((item, i) =>
    Object.entries(keysOf(item, i)).map(([key, value]) => [`${key}_${i}`, value] as const),
  );
  return { [count]: items.length, ...Object.fromEntries(keys) };
}
