// Which meter measures which model.
import { responseDomain } from '../categories/classes.js';
import { ModelCategoryError } from '../errors.js';
import { AnomalyMeter, anomalyScores, scoresToMeasure } from './anomaly.js';
import { AutoencoderMeter } from './autoencoder.js';
import { BinomialMeter, type BinomialRules } from './binomial.js';
import { ClusteringMeter } from './clustering.js';
import { CoxMeter } from './coxph.js';
import { linearOf } from './linear.js';
import { LowRankMeter } from './low-rank.js';
import type { Meter } from './meter.js';
import { MultinomialMeter } from './multinomial.js';
import { PrincipalComponentsMeter } from './principal-components.js';
import { RegressionMeter } from './regression.js';
import type { Settings } from './settings.js';
import { UpliftMeter } from './uplift.js';

/** Throws ModelCategoryError for models that H2O has no metrics for. */
export function meterFor(settings: Settings): Meter {
  const { category, algorithm } = settings.info;
  switch (category) {
    case 'Regression':
      return new RegressionMeter(settings);
    case 'Binomial':
      return new BinomialMeter(settings, binomialRules(settings));
    case 'Multinomial':
    case 'Ordinal':
      return new MultinomialMeter(settings);
    case 'Clustering':
      return new ClusteringMeter(settings);
    case 'AutoEncoder':
      return new AutoencoderMeter(settings);
    case 'AnomalyDetection':
      return anomalyMeter(settings);
    case 'BinomialUplift':
      return new UpliftMeter(settings);
    case 'CoxPH':
      return new CoxMeter(settings);
    case 'DimReduction':
      return settings.data.lowRank ? new LowRankMeter(settings) : new PrincipalComponentsMeter();
    default:
      throw new ModelCategoryError(
        `no metrics for models of ${algorithm} (${category})`,
        'Regression, Binomial, Multinomial, Ordinal, Clustering, AutoEncoder, AnomalyDetection, BinomialUplift, CoxPH or DimReduction',
        category,
      );
  }
}

function binomialRules(settings: Settings): BinomialRules {
  const { info } = settings;
  const family = info.string('family', undefined);
  const isShare = family === 'fractionalbinomial';
  const asked = settings.number('gainslift_bins', -1);
  const isQuasi = settings.text('distribution', '') === 'quasibinomial';
  return {
    domain: responseDomain(info),
    // A quasibinomial GLM has the levels 0.0 and 1.0, which are not those of files.
    numeric: isShare || family === 'quasibinomial' || !info.domains.at(-1),
    scores:
      ({ predictions }) =>
      (row) => [predictions[1][row], predictions[2][row]],
    // Generalized linear models have the usual table where others have none.
    groups: isShare ? 0 : asked === 0 && linearOf(settings) ? -1 : asked,
    isQuasi,
  };
}

/** A forest that was validated with labels is measured as a classifier. */
function anomalyMeter(settings: Settings): Meter {
  const domain = settings.details?.validationMetrics?.domain;
  if (settings.column('validation_response_column') === undefined || !Array.isArray(domain)) {
    return new AnomalyMeter(settings.info.algorithm, scoresToMeasure(settings));
  }
  return new BinomialMeter(settings, {
    domain: domain.map(String),
    numeric: false,
    scores: (batch) => {
      const { normalized } = anomalyScores(batch);
      return (row) => {
        const p1 = Math.min(normalized[row], 1);
        return [1 - p1, p1];
      };
    },
    groups: 0,
  });
}
