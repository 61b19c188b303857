import type { InputPlan } from '../../frame/input-plan.js';
import type { ModelInfo } from '../../mojo/model-info.js';
import { autoInputs } from '../encoding/index.js';
import type { CoxPHData } from './read.js';

/** The columns of the MOJO; those of interactions are computed where the row does not have them. */
export function coxphInputs(info: ModelInfo, { interactions }: CoxPHData): InputPlan {
  const targets = new Set(interactions.map(({ target }) => target));
  const { width, inputs } = autoInputs(info);
  return {
    width,
    inputs: inputs.map((input) =>
      targets.has(input.target) ? { ...input, derived: true } : input,
    ),
  };
}
