import { MojoFormatError, UnsupportedMojoError } from '../../errors.js';
import type { Archive } from '../../mojo/archive.js';
import type { ModelCategory } from '../../mojo/model-category.js';
import type { ModelInfo } from '../../mojo/model-info.js';
import type { ReadContext } from '../algorithm.js';
import { featurePositions, featuresOf, NestedModels, type NestedModel } from '../nested/read.js';

/** What a main model may predict: other predictions are more than the numbers that it leaves behind. */
export const PIPELINE_CATEGORIES: readonly ModelCategory[] = [
  'Binomial',
  'Multinomial',
  'Ordinal',
  'Regression',
  'Clustering',
  'AnomalyDetection',
  'CoxPH',
  'DimReduction',
];

export interface PipelineData {
  readonly width: number;
  readonly main: NestedModel;
  /** The pipeline's column for each feature of the main model, -1 for a generated one. */
  readonly mainPositions: Int32Array;
  readonly models: readonly GeneratingModel[];
}

/** A model whose predictions are columns of the main model. */
export interface GeneratingModel {
  readonly model: NestedModel;
  /** The pipeline's column for each of its features. */
  readonly positions: Int32Array;
  readonly columns: readonly GeneratedColumn[];
}

export interface GeneratedColumn {
  /** Cell of the generating model's prediction. */
  readonly cell: number;
  /** Feature of the main model. */
  readonly target: number;
}

/** The keys of MojoPipelineReader. */
export function readPipeline(
  archive: Archive,
  info: ModelInfo,
  context: ReadContext,
): PipelineData {
  const models = new NestedModels(archive, info, context);
  const main = models.at('main_model');
  if (main.info.category !== info.category || !PIPELINE_CATEGORIES.includes(info.category)) {
    throw new UnsupportedMojoError(
      `${info.file}: h2o-genmodel has no predictions of category ${info.category} from a pipeline whose main model is of category ${main.info.category}`,
      { algorithm: info.algorithm, supported: PIPELINE_CATEGORIES.join(', ') },
    );
  }
  // GenModel.getPredsSize: components are as many as classes, which is so for PCA only.
  if (info.category === 'DimReduction' && main.data.predsSize !== info.nClasses) {
    throw new UnsupportedMojoError(
      `${info.file}: h2o-genmodel has room for ${info.nClasses} numbers and its main model predicts ${main.data.predsSize}`,
      { algorithm: info.algorithm },
    );
  }
  const generated = readGeneratedColumns(info, models, main);
  const targets = new Set([...generated.values()].flat().map(({ target }) => target));
  return {
    width: info.nFeatures,
    main,
    mainPositions: inputPositions(info, main, targets),
    models: models.except(main).map((model) => {
      const columns = generated.get(model);
      if (columns === undefined) {
        throw info.wrong(
          'submodel_count',
          'models that generate columns',
          `; ${model.name} does not`,
        );
      }
      return { model, columns, positions: inputPositions(info, model) };
    }),
  };
}

function readGeneratedColumns(
  info: ModelInfo,
  models: NestedModels,
  main: NestedModel,
): Map<NestedModel, GeneratedColumn[]> {
  const count = info.int('generated_column_count', 0);
  // A count that is too high is refused by the first key that is not there.
  if (count < 0) throw info.wrong('generated_column_count', 'a count');
  const columns = new Map<NestedModel, GeneratedColumn[]>();
  const targets = new Map(featuresOf(main.info).map((name, i) => [name, i]));
  for (let i = 0; i < count; i++) {
    const model = models.at(`generated_column_model_${i}`);
    if (model === main)
      throw info.wrong(`generated_column_model_${i}`, 'a model besides the main one');
    const cell = info.int(`generated_column_index_${i}`, 0);
    if (cell < 0 || cell >= model.data.predsSize) {
      throw info.wrong(
        `generated_column_index_${i}`,
        `one of the ${model.data.predsSize} numbers that ${model.name} predicts`,
      );
    }
    const name = info.string(`generated_column_name_${i}`);
    const target = targets.get(name);
    if (target === undefined) {
      throw info.wrong(`generated_column_name_${i}`, `a feature of ${main.name}, named once`);
    }
    targets.delete(name);
    const ofModel = columns.get(model) ?? [];
    ofModel.push({ cell, target });
    columns.set(model, ofModel);
  }
  return columns;
}

/** The pipeline's columns for a model's features; only `generated` ones may be missing. */
function inputPositions(
  info: ModelInfo,
  model: NestedModel,
  generated: ReadonlySet<number> = new Set(),
): Int32Array {
  const positions = featurePositions(model, featuresOf(info)).map((position, feature) =>
    generated.has(feature) ? -1 : position,
  );
  const absent = positions.findIndex(
    (position, feature) => position < 0 && !generated.has(feature),
  );
  if (absent >= 0) {
    const column = model.info.columns[absent];
    throw new MojoFormatError(
      `${info.file}: [columns]: the pipeline has no column ${column}, which its model ${model.name} needs`,
      { file: info.file, key: '[columns]', value: column },
    );
  }
  return positions;
}
