import type { Input, InputPlan } from '../../frame/input-plan.js';
import { MojoFormatError } from '../../errors.js';
import type { ModelInfo } from '../../mojo/model-info.js';
import { autoInputs } from '../encoding/index.js';
import type { GamData } from './read.js';

/** Where scoring finds a column that goes into a spline. */
export interface SplineInput {
  readonly name: string;
  /** Cell of its value. */
  readonly value: number;
  /** Cell of its CellState. */
  readonly state: number;
}

/**
 * The MOJO's columns are those of the GLM: predictors, then the cells of the splines. Users give the columns that the splines are
 * of; genmodel reads these itself, whatever the rules of conversion (GamMojoModelBase.addExpandGamCols).
 */
export function gamInputs(
  info: ModelInfo,
  { firstSplineCell, splines }: GamData,
): { inputs: InputPlan; splineInputs: readonly SplineInput[] } {
  const plan = autoInputs(info);
  const inputs = new Map<string, Input>();
  for (const input of plan.inputs) {
    const derived = input.target >= firstSplineCell;
    inputs.set(input.name, derived ? { ...input, derived } : input);
  }
  const splineInputs: SplineInput[] = [];
  let width = plan.width;
  for (const name of new Set(splines.flatMap(({ columns }) => columns))) {
    const predictor = inputs.get(name);
    if (predictor?.kind === 'categorical') {
      throw new MojoFormatError(`gam_columns_sorted: the spline column ${name} is categorical`, {
        file: 'gam_columns_sorted',
        value: name,
      });
    }
    const value = predictor?.target ?? width++;
    const state = width++;
    inputs.set(
      name,
      predictor
        ? { ...predictor, state }
        : { kind: 'number', name, target: value, state, unruled: true },
    );
    splineInputs.push({ name, value, state });
  }
  return { inputs: { width, inputs: [...inputs.values()] }, splineInputs };
}
