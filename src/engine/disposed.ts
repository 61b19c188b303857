// The error of a program that goes on after `dispose`: a mistake in code, not in data, hence no WasmojoError.

/** What every use of disposed kernels throws. */
export function disposedError(): Error {
  return new Error('this model was disposed; load it again to go on using it');
}
