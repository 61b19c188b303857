// The list of algorithms. Adding one is a folder and a line here.
import type { Algorithm } from './algorithm.js';
import { coxph } from './coxph/index.js';
import { deeplearning } from './deeplearning/index.js';
import { drf } from './drf/index.js';
import { extendedisolationforest } from './extendedisolationforest/index.js';
import { gam } from './gam/index.js';
import { gbm } from './gbm/index.js';
import { glm } from './glm/index.js';
import { glrm } from './glrm/index.js';
import { isolationforest } from './isolationforest/index.js';
import { isotonicregression } from './isotonicregression/index.js';
import { klime } from './klime/index.js';
import { kmeans } from './kmeans/index.js';
import { pca } from './pca/index.js';
import { pipeline } from './pipeline/index.js';
import { rulefit } from './rulefit/index.js';
import { stackedensemble } from './stackedensemble/index.js';
import { svm } from './svm/index.js';
import { targetencoder } from './targetencoder/index.js';
import { upliftdrf } from './upliftdrf/index.js';
import { wasmojopipeline } from './wasmojo-pipeline/index.js';
import { word2vec } from './word2vec/index.js';
import { xgboost } from './xgboost/index.js';

export const ALGORITHMS: readonly Algorithm[] = [
  gbm,
  drf,
  isolationforest,
  extendedisolationforest,
  upliftdrf,
  xgboost,
  glm,
  gam,
  kmeans,
  glrm,
  pca,
  deeplearning,
  coxph,
  rulefit,
  isotonicregression,
  svm,
  stackedensemble,
  klime,
  pipeline,
  wasmojopipeline,
  targetencoder,
  word2vec,
];
