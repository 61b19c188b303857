// Inverse link functions over one column. f64.min and f64.max hand NaN on, as Java's Math.min and Math.max do.
import {
  LINK_GBM_INVERSE,
  LINK_GBM_LOG,
  LINK_GBM_LOGIT,
  LINK_GBM_OLOGLOG,
  LINK_GBM_OPROBIT,
  LINK_GLM_INVERSE,
  LINK_GLM_LOG,
  LINK_GLM_LOGIT,
  LINK_GLM_TWEEDIE_LOG,
  LINK_GLM_TWEEDIE_POW,
} from './layout';
import { exp, pow } from './math';

/** Replaces `rows` doubles at `cells` by their inverse link; `link` is a LINK_ number. */
export function linkInverse(link: i32, cells: usize, rows: u32, parameter: f64): void {
  const end = cells + rows * sizeof<f64>();
  for (let at = cells; at < end; at += sizeof<f64>()) {
    store<f64>(at, inverse(link, load<f64>(at), parameter));
  }
}

function inverse(link: i32, x: f64, parameter: f64): f64 {
  switch (link) {
    case LINK_GBM_LOG:
      return sanitizedExp(x);
    case LINK_GBM_LOGIT:
      return 1.0 / (1.0 + sanitizedExp(-x));
    case LINK_GBM_INVERSE:
      return 1.0 / (x < 0 ? min<f64>(-1e-5, x) : max<f64>(-1e-5, x));
    case LINK_GBM_OLOGLOG:
      return 1.0 - sanitizedExp(-1.0 * sanitizedExp(x));
    case LINK_GBM_OPROBIT:
      return 0.0;
    case LINK_GLM_LOG:
      return exp(x);
    case LINK_GLM_LOGIT:
      return 1.0 / (exp(-x) + 1.0);
    case LINK_GLM_INVERSE:
      return 1.0 / (x < 0 ? min<f64>(-1e-5, x) : max<f64>(1e-5, x));
    case LINK_GLM_TWEEDIE_LOG:
      return max<f64>(2e-16, exp(x));
    case LINK_GLM_TWEEDIE_POW:
      return pow(x, parameter);
    default:
      return x;
  }
}

/** GbmMojoModel.exp. */
@inline
function sanitizedExp(x: f64): f64 {
  return min<f64>(1e19, exp(x));
}
