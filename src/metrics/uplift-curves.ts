/** Rows and successes at or above a threshold, in both groups. */
export interface Counts {
  readonly treated: number;
  readonly control: number;
  readonly treatedSuccesses: number;
  readonly controlSuccesses: number;
}

export type UpliftKind = 'qini' | 'lift' | 'gain';
type Curves = Readonly<Record<UpliftKind, readonly number[]>>;

export interface UpliftCurves {
  readonly values: Curves;
  readonly normalized: Curves;
  /** What a random order would give. */
  readonly random: Curves;
  /** Rows at or above each threshold. */
  readonly rows: readonly number[];
}

/** The curves of uplift (hex.AUUC), threshold by threshold. */
export function upliftCurves(counts: readonly Counts[]): UpliftCurves {
  const lift = ({ treated, control, treatedSuccesses, controlSuccesses }: Counts) =>
    treatedSuccesses / treated - controlSuccesses / control;
  const rows = counts.map(({ treated, control }) => treated + control);
  const values: Curves = {
    qini: filled(
      counts.map(
        ({ treated, control, treatedSuccesses, controlSuccesses }) =>
          treatedSuccesses - (controlSuccesses * treated) / control,
      ),
    ),
    lift: filled(counts.map(lift)),
    gain: filled(counts.map((at, i) => lift(at) * rows[i])),
  };
  return {
    values,
    normalized: { qini: scaled(values.qini), lift: values.lift, gain: scaled(values.gain) },
    random: {
      qini: straight(values.qini, rows),
      lift: straight(values.lift, rows),
      gain: straight(values.gain, rows),
    },
    rows,
  };
}

/** Areas under a curve, its normalized form and that of a random order. */
export function areasOf({ values, normalized, random, rows }: UpliftCurves, kind: UpliftKind) {
  const area = (curve: readonly number[]) => {
    const sum = curve.reduce((s, value, i) => s + value * (rows[i] - (i > 0 ? rows[i - 1] : 0)), 0);
    return sum / (rows[rows.length - 1] + 1);
  };
  return {
    area: area(values[kind]),
    normalized: area(normalized[kind]),
    random: area(random[kind]),
  };
}

/** Points that are no numbers, as where one group has no rows yet, are put on lines between their neighbours; 0 stands first. */
function filled(values: readonly number[]): number[] {
  const out = [...values];
  let last = -1;
  for (let i = 0; i < out.length; i++) {
    if (Number.isNaN(out[i])) continue;
    const from = last < 0 ? 0 : out[last];
    for (let k = last + 1; k < i; k++) out[k] = from + ((out[i] - from) * (k - last)) / (i - last);
    last = i;
  }
  return out;
}

function scaled(values: readonly number[]): number[] {
  const last = Math.abs(values[values.length - 1]);
  return values.map((value) => value / last);
}

function straight(values: readonly number[], rows: readonly number[]): number[] {
  const last = values.length - 1;
  return rows.map((n) => (values[last] * n) / rows[last]);
}
