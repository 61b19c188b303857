// The library as it was built: workers are files of their own, which Node cannot load from the source.
import type * as node from '../../src/node.js';

const BUILT = new URL('../../build/node/wasmojo.js', import.meta.url);

export const built = (await import(/* @vite-ignore */ BUILT.href)) as typeof node;
