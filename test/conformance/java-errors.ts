import type { WasmojoError } from '../../src/node.js';

const JAVA_CLASSES: Readonly<Record<string, string>> = {
  INVALID_NUMBER: 'hex.genmodel.easy.exception.PredictNumberFormatException',
  UNKNOWN_CATEGORICAL_LEVEL: 'hex.genmodel.easy.exception.PredictUnknownCategoricalLevelException',
  VALUE_TYPE: 'hex.genmodel.easy.exception.PredictUnknownTypeException',
};

const SCORING: readonly (readonly [RegExp, string])[] = [
  [/NaN!$/, 'java.lang.RuntimeException'],
  [/^categorical value out of range/, 'java.lang.IllegalArgumentException'],
  [/^the spline column has no number/, 'java.lang.NumberFormatException'],
  [/^h2o-genmodel takes no offset/, 'java.lang.UnsupportedOperationException'],
  [/^h2o-genmodel mistakes the tables/, 'java.lang.ArrayIndexOutOfBoundsException'],
  [/^h2o-genmodel has no value at -0/, 'java.lang.ArrayIndexOutOfBoundsException'],
  [/^the label .* is the number of none/, 'java.lang.ArrayIndexOutOfBoundsException'],
  [/cells of the encoded column reach beyond/, 'java.lang.ArrayIndexOutOfBoundsException'],
  [/^an interaction stands outside/, 'java.lang.ArrayIndexOutOfBoundsException'],
  [/^the linear model/, 'java.lang.ArrayIndexOutOfBoundsException'],
  [/^the model knows no such stratum/, 'java.lang.NullPointerException'],
  [/^a class has no rules/, 'java.lang.NullPointerException'],
  [/^no cluster is nearest/, 'java.lang.ArrayIndexOutOfBoundsException'],
  [/^no class has a positive probability/, 'java.lang.ArrayIndexOutOfBoundsException'],
];

/** The Java class that genmodel throws where wasmojo throws this error; the name of our own class if there is none. */
export function errorName(error: WasmojoError): string {
  const known = JAVA_CLASSES[error.code];
  if (known !== undefined) return known;
  if (error.code !== 'SCORING') return error.name;
  const { reason } = error as WasmojoError & { reason: string };
  return SCORING.find(([pattern]) => pattern.test(reason))?.[1] ?? error.name;
}
