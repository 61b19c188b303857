import type { InputPlan } from '../../frame/input-plan.js';

/**
 * The plan as H2O's own scorers take it: a level that the model does not know has the number behind those that it knows
 * (hex.Model.adaptTestForTrain), where h2o-genmodel takes it for a missing value. Several unknown levels of a column have the same
 * number here, different ones in H2O. For levels that go in as numbers.
 */
export function numberUnknownLevels(plan: InputPlan): InputPlan {
  return {
    ...plan,
    inputs: plan.inputs.map((input) => {
      if (input.kind === 'number') return input;
      const beyond = input.levels.length;
      return {
        ...input,
        encode: (level: number, cell: number) => (level < 0 ? beyond : input.encode(level, cell)),
      };
    }),
  };
}
