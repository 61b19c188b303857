// How the columns that a user gives become the row of doubles that a scorer reads: genmodel's
// EasyPredictModelWrapper applies a categorical encoding here, before the model. Algorithms make the
// plan (algos/encoding), `adapt` and the row converter follow it.

/** A number goes as it is to one cell of the row. */
export interface NumericInput {
  readonly kind: 'number';
  readonly name: string;
  /** Cell of the row. */
  readonly target: number;
  /** The model fills the cell itself where no value is given: an absent column is not worth a note. */
  readonly derived?: true;
  /** The cell that tells the scorer what was given: one of CellState. */
  readonly state?: number;
  /** Text that is no number is neither refused nor converted: the scorer finds it by `state`. */
  readonly unruled?: true;
}

/** What stands in the `state` cell of a number; nothing given is NaN, as in every cell that is not filled. */
export const CellState = {
  /** Text (or a value of a type) that is no number; the cell itself is NaN. */
  INVALID: 0,
  /** A number, NaN included where it was written as such. */
  NUMBER: 1,
} as const;

/** A level is looked up and goes, encoded, to `width` cells of the row. */
export interface CategoricalInput {
  readonly kind: 'categorical';
  readonly name: string;
  /** First cell of the row. */
  readonly target: number;
  /** As of a number. */
  readonly derived?: true;
  /** Values that are not text count as absent; otherwise they are refused. */
  readonly textOnly?: true;
  /** Number of cells. */
  readonly width: number;
  /** The last cells lie outside the row: a value is refused, as genmodel fails to write it. */
  readonly overflows?: true;
  /** Texts that readers can expect, to number them while reading; `lookup` decides. */
  readonly levels: readonly string[];
  /** Number of a level for `encode`, -1 when the model does not know the text. */
  lookup(text: string): number;
  /** Value of cell `target + cell` for a level; level -1 is a value that the encoding treats as NA. */
  encode(level: number, cell: number): number;
}

export type Input = NumericInput | CategoricalInput;

/** All inputs of a model. Cells that no input fills, and those of an absent column or an empty cell, are NaN. */
export interface InputPlan {
  /** Cells of a row: the model's number of features. */
  readonly width: number;
  readonly inputs: readonly Input[];
}

/** What to do with values that the model cannot take. */
export interface InputRules {
  /** Unknown levels become NA (and are counted); otherwise such a row is refused. */
  readonly convertUnknownCategoricalLevelsToNa: boolean;
  /** Text that is no number becomes NA (and is counted); otherwise such a row is refused. */
  readonly convertInvalidNumbersToNa: boolean;
}
