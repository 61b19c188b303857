// The operations that blur: imager's isoblur, and its imsharpen of type "shock".
import { blurFilter } from './blur-filter.js';
import { refuseOldRules, type Op } from './op.js';
import { Params } from './params.js';

/** Widest blur. The recursions lose their digits with the fourth power of it: at 65,535 levels come out that no pixel had. */
const MOST_SIGMA = 4096;

export const BLUR_OPS: Readonly<Record<string, Op>> = {
  isoblur: (values, studio, context) => {
    const p = new Params('isoblur', values, ['sigma', 'neumann', 'gaussian']);
    refuseOldRules('isoblur', context);
    const [neumann, gaussian] = [p.flag('neumann'), p.flag('gaussian')];
    const filter = blurFilter(sigmaOf(p, 'sigma'), gaussian);
    if (filter === undefined) return;
    studio.step((from, to) => studio.kernels.blur(from, to, filter, neumann));
  },
  sharpen_shock: (values, studio, context) => {
    const p = new Params('sharpen_shock', values, ['amplitude', 'edge', 'alpha', 'sigma']);
    refuseOldRules('sharpen_shock', context);
    const setting = {
      amplitude: Math.fround(p.number('amplitude', 0)),
      power: -Math.fround(p.number('edge', 0)) / 2,
      gradientBlur: blurFilter(sigmaOf(p, 'alpha'), true),
      tensorBlur: blurFilter(sigmaOf(p, 'sigma'), true),
    };
    studio.step((from, to) => studio.kernels.shock(from, to, setting));
  },
};

function sigmaOf(p: Params, name: string): number {
  return p.number(name, 0, MOST_SIGMA);
}
