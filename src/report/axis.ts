// Axes of charts: from values to places, and which values are written down.

export interface Axis {
  /** What is measured, with its unit. */
  readonly label: string;
  /** A value as a share of the axis: 0 at its beginning, 1 at its end. */
  place(value: number): number;
  readonly ticks: readonly { readonly value: number; readonly text: string }[];
}

/** From 0 to the next round number above `most`, with about four steps. */
export function linearAxis(label: string, most: number, text: (value: number) => string): Axis {
  // A part of the smallest numbers is 0.
  const top = most > 1e-300 ? most : 1;
  const step = roundStep(top / 4);
  const steps = Math.max(1, Math.ceil(top / step - 1e-9));
  const end = steps * step;
  const ticks = Array.from({ length: steps + 1 }, (_, i) => i * step);
  return {
    label,
    place: (value) => Math.min(1, Math.max(0, value / end)),
    ticks: ticks.map((value) => ({ value, text: text(value) })),
  };
}

/** Powers of ten, from 10^from to 10^to; smaller values, and 0, stand at the beginning. */
export function logAxis(
  label: string,
  from: number,
  to: number,
  text: (value: number) => string,
): Axis {
  const powers = Array.from({ length: to - from + 1 }, (_, i) => 10 ** (from + i));
  return {
    label,
    place: (value) =>
      value > 0 ? Math.min(1, Math.max(0, (Math.log10(value) - from) / (to - from))) : 0,
    ticks: powers.map((value) => ({ value, text: text(value) })),
  };
}

/** 1, 2 or 5 times a power of ten, not less than `least`. */
function roundStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least));
  const factor = [1, 2, 2.5, 5, 10].find((known) => known * power >= least * (1 - 1e-9)) ?? 10;
  return factor * power;
}
