import { h2oNames, unitNames } from '../unit-names.js';
import type { Cell } from './cells.js';
import { checkColumns, countAt, type PipelineFile } from './file.js';
import type { LayerModel } from './layers.js';

/** A unit of a layer under the name by which members ask for it. */
export interface Feature extends Cell {
  readonly name: string;
}

/** The keys `unit_names` and `feature_...`. */
export function readFeatures(file: PipelineFile, layers: readonly LayerModel[]): Feature[] {
  const { info } = file;
  const scheme = info.oneOf('unit_names', ['h2o', 'units'], 'h2o');
  const features: Feature[] = [];
  const taken = new Set<string>();
  const count = countAt(file, 'feature_count');
  for (let i = 0; i < count; i++) {
    const number = info.int(`feature_layer_${i}`);
    const layer: LayerModel | undefined = layers[number];
    if (layer === undefined) {
      throw info.wrong(`feature_layer_${i}`, `the number of one of ${layers.length} layers`);
    }
    const prefix = info.string(`feature_prefix_${i}`, '');
    checkColumns(file, features.length + layer.units, 'features', 'feature_count');
    const units = unitNames(layer.number, layer.units);
    const names = scheme === 'h2o' ? h2oNames(layer.model.info.columns, units) : units;
    names.forEach((unit, column) => {
      const name = prefix + unit;
      if (taken.has(name)) {
        throw info.wrong(
          `feature_prefix_${i}`,
          'a prefix of its own',
          `; ${name} is there already`,
        );
      }
      taken.add(name);
      features.push({ name, block: number + 1, column });
    });
  }
  return features;
}
