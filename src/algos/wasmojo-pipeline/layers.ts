import { MojoFormatError, quoteAll } from '../../errors.js';
import { askedNames } from '../chain-names.js';
import { featuresOf, type NestedModel } from '../nested/read.js';
import { h2oNames, unitNames } from '../unit-names.js';
import type { Cell } from './cells.js';
import { requirePlain } from './plain-model.js';
import { checkColumns, countAt, type PipelineFile } from './file.js';

/** A hidden layer of a network, and what the network reads. */
export interface LayerModel {
  readonly model: NestedModel;
  /** 1 is the first hidden layer. */
  readonly number: number;
  readonly units: number;
  /** For each column of the model. */
  readonly cells: readonly Cell[];
}

/** The keys `layer_...`. */
export function readLayers(file: PipelineFile): LayerModel[] {
  const layers: LayerModel[] = [];
  const count = countAt(file, 'layer_count');
  let units = 0;
  for (let i = 0; i < count; i++) {
    const layer = readLayer(file, i, layers);
    units += layer.units;
    checkColumns(file, units, 'units in its layers', 'layer_count');
    layers.push(layer);
  }
  return layers;
}

function readLayer(file: PipelineFile, i: number, before: readonly LayerModel[]): LayerModel {
  const { info, models } = file;
  const model = models.at(`layer_model_${i}`);
  requirePlain(file, model);
  const { hiddenLayers } = model.data;
  const number = info.int(`layer_number_${i}`, 1);
  const units = hiddenLayers?.[number - 1];
  if (units === undefined) {
    const has = hiddenLayers ? `has ${hiddenLayers.length}` : `is ${model.info.algorithm}`;
    throw info.wrong(`layer_number_${i}`, `a hidden layer of ${model.name}`, `; the model ${has}`);
  }
  const from = info.int(`layer_from_${i}`, undefined);
  const cells =
    from === undefined ? rowCells(file, model) : unitCells(file, model, i, before[from], from);
  return { model, number, units, cells };
}

/** The columns of the rows, by their names. */
function rowCells({ info, rows }: PipelineFile, model: NestedModel): Cell[] {
  return featuresOf(model.info).map((name, c) => {
    const cell = rows.cell(model, c);
    if (cell) return cell;
    throw new MojoFormatError(
      `${info.file}: [columns]: ${model.name} reads the column ${name}, which the pipeline does not have`,
      { file: info.file, key: '[columns]', value: name },
    );
  });
}

/** The units of another layer, by the names that they have in H2O or by their numbers. */
function unitCells(
  { info }: PipelineFile,
  model: NestedModel,
  i: number,
  from: LayerModel | undefined,
  number: number,
): Cell[] {
  if (from === undefined) throw info.wrong(`layer_from_${i}`, 'the number of a layer before it');
  const wanted = featuresOf(model.info);
  const levels = wanted.filter((_, c) => model.info.domains[c] !== null);
  if (levels.length > 0) {
    const columns = quoteAll(levels);
    throw info.wrong(
      `layer_model_${i}`,
      'a model of numbers',
      `; ${columns} of ${model.name} are categorical`,
    );
  }
  const units = unitNames(from.number, from.units);
  const schemes = [h2oNames(from.model.info.columns, units), units];
  const names = askedNames({ wanted, schemes, reader: model.name, source: from.model.name });
  const positions = new Map(names.map((name, unit) => [name, unit]));
  return wanted.map((name) => ({ block: number + 1, column: positions.get(name) ?? 0 }));
}
