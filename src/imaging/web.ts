// `wasmojo/imaging` for browsers.
import './threads/web-image-threads.js';

export * from './index.js';
