import type { Kernels } from '../../engine/kernels.js';
import type { Scorer } from '../algorithm.js';
import { RowFailures } from '../row-failures.js';
import type { Interaction } from './interactions.js';
import { levelOf } from './level.js';
import type { CoxPHData } from './read.js';

/** Why genmodel has no answer. */
const NO_LEVEL = 'categorical value out of range (NA without a level)';
const NO_STRATUM = 'the model knows no such stratum';
const NO_TERM = 'an interaction stands outside the numeric terms';

/** CoxPHMojoModel: coef * (row - mean row of the stratum) + offset. */
export function loadCoxPH(data: CoxPHData, kernels: Kernels, capacity: number): Scorer {
  const input = kernels.block(data.width, capacity);
  const preds = kernels.block(1, capacity);
  const row = new Float64Array(data.width);
  const terms = new Int32Array(data.numeric.count);
  return {
    input,
    preds,
    score(rows, offsets) {
      const failures = new RowFailures();
      const columns = input.columns;
      const [lp] = preds.columns;
      for (let r = 0; r < rows; r++) {
        for (let c = 0; c < row.length; c++) row[c] = columns[c][r];
        const value = linearPredictor(data, row, terms);
        if (typeof value === 'string') failures.add(r, value);
        else lp[r] = value + (offsets === undefined ? 0 : offsets[r]);
      }
      return failures.list();
    },
  };
}

/** The linear predictor of a row, which interactions change, or why there is none. */
function linearPredictor(data: CoxPHData, row: Float64Array, terms: Int32Array): number | string {
  terms.fill(-1);
  for (const interaction of data.interactions) {
    if (!interact(data, interaction, row, terms)) return NO_TERM;
  }
  const categories = sumCategories(data, row);
  if (categories === undefined) return NO_LEVEL;
  const numbers = sumNumbers(data, row, terms);
  const stratum = data.strata.find(row);
  if (stratum === undefined) return NO_STRATUM;
  return categories + numbers - data.base[stratum];
}

/** CoxPHMojoModel.evaluateInteractions: fills the target of an interaction, unless the row has it. */
function interact(
  { numeric, useAllFactorLevels }: CoxPHData,
  interaction: Interaction,
  row: Float64Array,
  terms: Int32Array,
): boolean {
  const { target } = interaction;
  if (!Number.isNaN(row[target])) return true;
  switch (interaction.kind) {
    case 'numbers':
      row[target] = row[interaction.first] * row[interaction.second];
      return true;
    case 'levels':
      row[target] = interaction.levelOf(
        levelOf(row[interaction.first]),
        levelOf(row[interaction.second]),
      );
      return true;
    case 'level-number': {
      const { term } = interaction;
      if (term < 0 || term >= terms.length) return false;
      const level = levelOf(row[interaction.level]) - (useAllFactorLevels ? 0 : 1);
      row[target] = level < 0 ? 0 : row[interaction.number];
      terms[term] = level + numeric.offsets[term];
      return true;
    }
  }
}

/** Undefined where a category is no whole number: NA, where all factor levels have a coefficient. */
function sumCategories(data: CoxPHData, row: Float64Array): number | undefined {
  const { cats, strata, useAllFactorLevels, interactionCats } = data;
  let sum = 0;
  for (let c = 0; c < cats; c++) {
    const level = row[strata.columns + c];
    if (!useAllFactorLevels) {
      if (Number.isNaN(level)) sum = NaN;
      if (!(level >= 0)) continue;
    }
    const first = useAllFactorLevels || interactionCats.has(c) ? 0 : 1;
    const coefficient = coefficientOf(data, c, level - first);
    if (coefficient === undefined) return undefined;
    sum += coefficient;
  }
  return sum;
}

/** 0 for a level without a coefficient. */
function coefficientOf(
  { coef, catOffsets }: CoxPHData,
  category: number,
  level: number,
): number | undefined {
  if ((level | 0) !== level) return undefined;
  const at = level + catOffsets[category];
  return level >= 0 && at < catOffsets[category + 1] ? coef[at] : 0;
}

/** A term whose coefficient lies behind the last one ends the sum. */
function sumNumbers(
  { coef, numeric, strata, cats }: CoxPHData,
  row: Float64Array,
  terms: Int32Array,
): number {
  let sum = 0;
  for (let i = 0; i < numeric.count; i++) {
    const at = terms[i] < 0 ? numeric.offsets[i] : terms[i];
    if (at >= coef.length) break;
    sum += coef[at] * row[strata.columns + cats + i];
  }
  return sum;
}
