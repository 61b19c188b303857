export type * from './description.js';
export { checkDescription, readDescription } from './read-description.js';
export type { DescriptionFormat } from './syntax.js';
