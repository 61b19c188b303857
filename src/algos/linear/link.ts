import type { Link } from '../../engine/kernels.js';
import { UnsupportedMojoError } from '../../errors.js';
import type { ModelInfo } from '../../mojo/model-info.js';

/** An inverse link function of the kernels, and its parameter. */
export interface InverseLink {
  readonly link: Link;
  readonly linkParameter: number;
}

/** The inverse of the link that linear models name (GlmMojoModel.createLinkFunction, GamMojoModelBase.evalLink). */
export function inverseLink(info: ModelInfo, name: string): InverseLink {
  switch (name) {
    case 'identity':
      return { link: 'identity', linkParameter: 0 };
    case 'logit':
      return { link: 'glm-logit', linkParameter: 0 };
    case 'log':
      return { link: 'glm-log', linkParameter: 0 };
    case 'inverse':
      return { link: 'glm-inverse', linkParameter: 0 };
    case 'tweedie': {
      const power = info.number('tweedie_link_power', 0);
      if (power === 0) return { link: 'glm-tweedie-log', linkParameter: 0 };
      return { link: 'glm-tweedie-pow', linkParameter: 1 / power };
    }
    default:
      throw new UnsupportedMojoError(
        `${info.algorithm}: link function ${name} is not known to h2o-genmodel`,
        { algorithm: info.algorithm, supported: 'identity, logit, log, inverse, tweedie' },
      );
  }
}
