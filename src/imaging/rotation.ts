// Sizes and middles of rotated pictures. Angles, cosines, sines and middles are float32, as in CImg.
import { cosOfFloat, sinOfFloat } from './float-sine.js';
import type { Boundary, Turn } from './kernels.js';
import { mod } from './js/sample.js';

/** Which imager the numbers are those of: 1.0.3 is CImg 3.3.4, 0.20 (which the MNIST article used) is CImg 1.7.1. */
export type Rules = 'imager-1.0.3' | 'imager-0.20';

const f = Math.fround;

/** What a rotation about the middle does: nothing, quarter turns, or a general one with its new size. */
export type Rotation =
  | { readonly kind: 'quarters'; readonly quarters: 0 | 1 | 2 | 3 }
  | {
      readonly kind: 'turn';
      readonly width: number;
      readonly height: number;
      readonly turn: Turn;
    };

/** `angle` in degrees, clockwise on the screen. */
export function rotation(
  angle: number,
  width: number,
  height: number,
  boundary: Boundary,
  rules: Rules,
): Rotation {
  const reduced = mod(f(angle), 360);
  // CImg 3 reduces twice: an angle a little below 0 becomes 360 in float32, and then 0.
  const degrees = rules === 'imager-0.20' ? reduced : mod(reduced, 360);
  if (degrees === 0) return { kind: 'quarters', quarters: 0 };
  if (boundary !== 1 && degrees % 90 === 0) {
    return { kind: 'quarters', quarters: ((degrees / 90) & 3) as 0 | 1 | 2 | 3 };
  }
  const radians = f((degrees * Math.PI) / 180);
  const c = cosOfFloat(radians);
  const s = sinOfFloat(radians);
  if (rules === 'imager-0.20') {
    const acrossX = f(Math.abs(f(width * c)) + Math.abs(f(height * s)));
    const acrossY = f(Math.abs(f(width * s)) + Math.abs(f(height * c)));
    return {
      kind: 'turn',
      width: Math.trunc(acrossX),
      height: Math.trunc(acrossY),
      turn: {
        cos: c,
        sin: s,
        middleX: f(0.5 * width),
        middleY: f(0.5 * height),
        turnedMiddleX: f(0.5 * acrossX),
        turnedMiddleY: f(0.5 * acrossY),
        left: 0,
        top: 0,
      },
    };
  }
  const across = (a: number, b: number): number => f(f(1 + Math.abs(f(a))) + Math.abs(f(b)));
  const turnedWidth = Math.floor(across((width - 1) * c, (height - 1) * s) + 0.5);
  const turnedHeight = Math.floor(across((width - 1) * s, (height - 1) * c) + 0.5);
  return {
    kind: 'turn',
    width: turnedWidth,
    height: turnedHeight,
    turn: {
      cos: c,
      sin: s,
      middleX: f(0.5 * (width - 1)),
      middleY: f(0.5 * (height - 1)),
      turnedMiddleX: f(0.5 * (turnedWidth - 1)),
      turnedMiddleY: f(0.5 * (turnedHeight - 1)),
      left: 0,
      top: 0,
    },
  };
}

/** A rotation whose result has the size of the picture, about its middle. Quarter turns are turns by whole cosines, whose positions are whole. */
export function turnToSize(angle: number, width: number, height: number, rules: Rules): Turn {
  const plan = rotation(angle, width, height, 0, rules);
  const whole = plan.kind === 'quarters' ? quarterTurn(plan.quarters, width, height) : plan;
  const left = Math.floor((whole.width - width) / 2);
  const top = Math.floor((whole.height - height) / 2);
  return cropped(whole.turn, left, top);
}

function quarterTurn(
  quarters: 0 | 1 | 2 | 3,
  width: number,
  height: number,
): { readonly width: number; readonly height: number; readonly turn: Turn } {
  const [turnedWidth, turnedHeight] = quarters % 2 === 0 ? [width, height] : [height, width];
  return {
    width: turnedWidth,
    height: turnedHeight,
    turn: {
      cos: [1, 0, -1, 0][quarters],
      sin: [0, 1, 0, -1][quarters],
      middleX: (width - 1) / 2,
      middleY: (height - 1) / 2,
      turnedMiddleX: (turnedWidth - 1) / 2,
      turnedMiddleY: (turnedHeight - 1) / 2,
      left: 0,
      top: 0,
    },
  };
}

/** The same with `left` columns and `top` rows of the turned picture cut off. Fields one by one: a spread takes longer than the angle's cosine. */
export function cropped(turn: Turn, left: number, top: number): Turn {
  return {
    cos: turn.cos,
    sin: turn.sin,
    middleX: turn.middleX,
    middleY: turn.middleY,
    turnedMiddleX: turn.turnedMiddleX,
    turnedMiddleY: turn.turnedMiddleY,
    left,
    top,
  };
}

/** A rotation about (cx, cy), counted from 0, that keeps the size: no reduction of the angle, no quarter turns. */
export function turnAbout(angle: number, cx: number, cy: number): Turn {
  const radians = f((f(angle) * Math.PI) / 180);
  return {
    cos: cosOfFloat(radians),
    sin: sinOfFloat(radians),
    middleX: f(cx),
    middleY: f(cy),
    turnedMiddleX: f(cx),
    turnedMiddleY: f(cy),
    left: 0,
    top: 0,
  };
}

/** What R's crop.borders cuts off for a border that may be a fraction: x > n and x <= width - n, x from 1. */
export function borders(
  n: number,
  size: number,
): { readonly first: number; readonly size: number } {
  const first = Math.min(Math.max(Math.floor(n), 0), size);
  const end = Math.min(Math.floor(size - n), size);
  return { first, size: Math.max(end - first, 0) };
}
