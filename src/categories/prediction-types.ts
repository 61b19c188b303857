// The fields of hex.genmodel.easy.prediction.*, named as in Java. `null` in a list stands for Java's null.

/** Fields of models made of trees, when asked for. */
export interface TreeFields {
  /** Way to the leaf of each tree, such as `LRL`; class by class. */
  leafNodeAssignments?: (string | null)[];
  /** H2O's number of the leaf of each tree (from MOJO 1.30). */
  leafNodeAssignmentIds?: number[];
  /** Prediction after each tree group: binomial the probability of class 0, multinomial of all classes. */
  stageProbabilities?: number[];
  /** Contributions of the features as floats, the bias last (GBM, DRF). */
  contributions?: number[];
}

/** ClassProbabilities: one per level of the response, in the order of its domain. */
export interface ClassFields {
  labelIndex: number;
  label: string;
  classProbabilities: number[];
}

export interface BinomialModelPrediction extends ClassFields, TreeFields {
  calibratedClassProbabilities?: number[];
}

export interface MultinomialModelPrediction extends ClassFields, TreeFields {}

export type OrdinalModelPrediction = ClassFields;

export interface UpliftBinomialModelPrediction extends TreeFields {
  /** Uplift, probability of class 1 with treatment, probability without. */
  predictions: number[];
}

export interface RegressionModelPrediction extends TreeFields {
  value: number;
}

export interface KLimeModelPrediction {
  value: number;
  /** The cluster whose linear model gave the value. */
  cluster: number;
  /** What each feature adds to the linear predictor, in the order of the model's columns; NaN where it has no coefficient. */
  reasonCodes: number[];
}

export interface CoxPHModelPrediction {
  /** The linear predictor: the log of the hazard relative to the stratum's mean; NaN is NA. */
  value: number;
}

export interface ClusteringModelPrediction {
  cluster: number;
  /** Distances to all centres, with `useExtendedOutput`. */
  distances?: number[];
}

export interface AnomalyDetectionPrediction extends TreeFields {
  /** Present when the model was trained to flag anomalies. */
  isAnomaly?: boolean;
  /** Mean length of the ways through the trees. */
  score: number;
  /** 0 (normal) to 1 (anomaly). */
  normalizedScore: number;
}

/** A number, or of a categorical column the pairs [level, number]; level null is the cell of NA. */
export type ReconstructedValue = number | [level: string | null, value: number][];

export interface AutoEncoderModelPrediction {
  /** The input as units of the first layer, in the input's own scale; NaN where a number is missing. */
  original: number[];
  reconstructed: number[];
  reconstructedRowData: Record<string, ReconstructedValue>;
  /** Mean of squared errors over the units, numbers on the normalised scale; NaN where a number is missing. */
  mse: number;
  /** Squared errors in the input's own units, parallel to `original`; NaN where a number is missing. Not in genmodel. */
  reconstructionErrors: number[];
  /** Mean of `reconstructionErrors`. Not in genmodel. */
  averageReconstructionError: number;
  /** Squared errors on the normalised scale, of which `mse` is the mean. Not in genmodel. */
  normalizedReconstructionErrors: number[];
}

export interface DimReductionModelPrediction {
  /** Principal components of PCA, factors of GLRM. */
  dimensions: number[];
  /** With `enableGlrmReconstruct`: the row as the factors give it, in the model's order of columns; levels as their numbers. */
  reconstructed?: number[];
}

export interface TargetEncoderPrediction {
  /** The encodings, in the order of the output columns (`..._te`). */
  transformations: number[];
}

export interface Word2VecPrediction {
  /** The vector of the text in each column; null for a word that the model does not know. Floats. */
  wordEmbeddings: Record<string, number[] | null>;
  /** Mean vector of the row's known words, in the order of the columns; NaN without any. Floats. */
  sentence: number[];
}

export type Prediction =
  | BinomialModelPrediction
  | MultinomialModelPrediction
  | OrdinalModelPrediction
  | RegressionModelPrediction
  | UpliftBinomialModelPrediction
  | KLimeModelPrediction
  | ClusteringModelPrediction
  | CoxPHModelPrediction
  | AnomalyDetectionPrediction
  | AutoEncoderModelPrediction
  | DimReductionModelPrediction
  | TargetEncoderPrediction
  | Word2VecPrediction;
