import type { LowRankModel } from '../algorithm.js';
import { product } from './objective.js';
import type { GlrmData } from './read.js';

/** From factors back to a row (GlrmMojoModel.impute_data); undefined for MOJOs of version 1.00. */
export function reconstructor(data: GlrmData): LowRankModel['reconstruct'] {
  const { reconstruction, levels, numbers, archetypes } = data;
  if (reconstruction === undefined) return undefined;
  const { reverseTransform, firstNumber } = reconstruction;
  const products = levels.map(({ levelCount }) => new Float64Array(levelCount));
  return (factors, cells) => {
    levels.forEach(({ loss, source, first }, c) => {
      const u = products[c];
      for (let i = 0; i < u.length; i++) u[i] = product(factors, archetypes, first + i);
      cells[source] = loss.impute(u);
    });
    numbers.forEach(({ loss, source, sub, mul }, n) => {
      const value = loss.impute(product(factors, archetypes, firstNumber + n));
      cells[source] = reverseTransform ? value / mul + sub : value;
    });
  };
}
