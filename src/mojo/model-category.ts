/** What a model predicts, spelled as in H2O (hex.ModelCategory). */
export const MODEL_CATEGORIES = [
  'Unknown',
  'Binomial',
  'Multinomial',
  'Ordinal',
  'Regression',
  'Clustering',
  'AutoEncoder',
  'TargetEncoder',
  'DimReduction',
  'WordEmbedding',
  'CoxPH',
  'AnomalyDetection',
  'KLime',
  'BinomialUplift',
] as const;

export type ModelCategory = (typeof MODEL_CATEGORIES)[number];

/**
 * Whether models of the category predict a label and a probability per class
 * (GenModel.isClassifier).
 */
export function isClassifier(category: ModelCategory): boolean {
  return category === 'Binomial' || category === 'Multinomial' || category === 'Ordinal';
}
