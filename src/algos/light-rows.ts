/**
 * Cells that plain code works through in the time of a call of native kernels, which is that of two or three of WebAssembly: up to so many
 * a row a model says that its rows are light.
 */
export const LIGHT_CELLS = 1000;
