import { ArgumentError } from '../errors.js';
import type { MarkNoise } from './effects.js';
import type { Image } from './image.js';
import type { Rules } from './rotation.js';
import type { Crop } from './steps.js';
import type { Studio } from './studio.js';

/** What an operation has besides the image and its parameters. */
export interface OpContext {
  readonly rules: Rules;
  readonly crop: Crop;
  /** The displacement field of a warp. */
  readonly field: Image | undefined;
  readonly markNoise: MarkNoise;
}

/** Works on the studio's current picture. All arguments are read before anything is done. */
export type Op = (values: unknown, studio: Studio, context: OpContext) => void;

/** @throws ArgumentError for an operation whose answers of imager 0.20 are not known. */
export function refuseOldRules(op: string, { rules }: OpContext): void {
  if (rules === 'imager-0.20') throw new ArgumentError(`rules of ${op}`, 'imager-1.0.3', rules);
}
