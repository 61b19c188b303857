import { UnsupportedMojoError } from '../../errors.js';
import type { Input, InputPlan } from '../../frame/input-plan.js';
import type { ModelInfo } from '../../mojo/model-info.js';
import { featuresOf, type NestedModel } from '../nested/read.js';

/**
 * Throws UnsupportedMojoError for a model that needs more of a row than the numbers of its columns: an offset, a categorical encoding of
 * its own, columns that it makes itself, any text.
 */
export function requirePlain({ info }: { readonly info: ModelInfo }, model: NestedModel): void {
  const refuse = (what: string): never => {
    throw new UnsupportedMojoError(
      `${info.file}: ${model.name}, ${model.info.algorithm}, ${what}`,
      {
        algorithm: info.algorithm,
      },
    );
  };
  if (model.info.offsetColumn !== undefined) {
    refuse(`reads the offset ${model.info.offsetColumn}; a pipeline has none`);
  }
  if (model.data.words) refuse('reads texts; a pipeline hands on numbers and levels');
  if (!isPlain(model.data.inputs, featuresOf(model.info))) {
    refuse('makes its columns of others (an explicit categorical encoding, splines, interactions)');
  }
}

/** Whether input k is column k, as it is. */
function isPlain({ inputs }: InputPlan, names: readonly string[]): boolean {
  return inputs.length === names.length && inputs.every((input, k) => isItself(input, k, names[k]));
}

function isItself(input: Input, cell: number, name: string): boolean {
  if (input.name !== name || input.target !== cell || input.derived) return false;
  if (input.kind === 'number') return input.state === undefined && !input.unruled;
  if (input.width !== 1 || input.overflows) return false;
  return input.levels.every((level, code) => input.encode(input.lookup(level), 0) === code);
}
