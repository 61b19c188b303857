/** Java's (int) of a level in a row: a missing one is level 0. */
export function levelOf(x: number): number {
  return Number.isNaN(x) ? 0 : Math.trunc(x);
}
