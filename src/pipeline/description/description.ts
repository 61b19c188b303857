// A described pipeline, as plain values. Paths stand as they were written: relative to the folder of the file.
import type { SharpenStructure } from '../../imaging/effects.js';
import type { TieRule } from '../../teams/votes.js';
import type { EffectName } from '../../imaging/draws.js';

export interface PipelineDescription {
  /** The file, for messages. */
  readonly file: string;
  /** The rows that are scored. */
  readonly input?: RowsPart;
  /** Further rows, of which the features are made to train models on. */
  readonly train: readonly TrainPart[];
  readonly augment: readonly AugmentPart[];
  /** Paths of MOJOs (zip or unzipped folder) by the names that the other parts use. */
  readonly models: ReadonlyMap<string, string>;
  /** Hidden layers side by side, in this order. */
  readonly features: readonly FeaturePart[];
  /**
   * How units are called: `h2o`, as H2O's `deepfeatures` does, which have another number where a model reads columns of such names;
   * `units`, `DF.L1.C1`, `DF.L1.C2`, ... always [h2o].
   */
  readonly names: UnitNames;
  /** Columns of the rows that stand, as they are, behind the features. */
  readonly keep: readonly string[];
  readonly score?: ScorePart;
  readonly output: OutputPart;
}

/** Images, or a table in any format that `predict` reads. */
export type RowsPart = ImagesPart | TablePart;

export interface ImagesPart {
  readonly images: string;
  /** A label per image. */
  readonly labels?: string;
  /** What the names of the pixels' columns begin with, their number behind it [C]. */
  readonly columns: string;
}

export interface TablePart {
  readonly table: string;
  /** The column with the answers [the response of the members]. */
  readonly response?: string;
  /** Of `input`, the column of weights of all metrics [of each member its own, if it is there]. */
  readonly weights?: string;
}

export interface TrainPart {
  readonly rows: RowsPart;
  /** Numbers of consecutive rows that become a file each; empty: one file of all. */
  readonly split: readonly number[];
  /** A file per number of `split`, or one. */
  readonly features: readonly string[];
}

export interface AugmentPart {
  /** File of the images. */
  readonly of: string;
  readonly effects: readonly EffectName[];
  /** [1] */
  readonly copies: number;
  /** [0] */
  readonly seed: number;
  /** [sequential] */
  readonly structure: SharpenStructure;
  /** Folder of the new images. */
  readonly output: string;
}

/** A hidden layer of a model. */
export interface LayerPart {
  readonly model: string;
  /** 1 is the first hidden layer [1]. */
  readonly layer: number;
  /** The layer that the model reads in place of the rows. */
  readonly from?: LayerPart;
}

/** A hidden layer whose units are columns: `prefix`, and behind it their names. */
export interface FeaturePart extends LayerPart {
  /** [none] */
  readonly prefix: string;
}

/** Members read the features where there are any, else the rows themselves. */
export interface ScorePart {
  readonly members: readonly string[];
  /** `sum`: the largest sum of probabilities; `vote`: the label that most members give [sum]. */
  readonly team: TeamRule;
  /** Of a vote: which of the labels with most votes [lowest-class]. */
  readonly tie: TieRule;
}

export const UNIT_NAMES = ['h2o', 'units'] as const;
export type UnitNames = (typeof UNIT_NAMES)[number];

export const TEAM_RULES = ['sum', 'vote'] as const;
/** `lowest-class`: the one that stands first in the domain; `largest-sum`: that of the largest sum of probabilities. */
export const TIE_RULES = ['lowest-class', 'largest-sum'] as const satisfies readonly TieRule[];
export type TeamRule = (typeof TEAM_RULES)[number];

/** Files to write; those that are absent are not written. */
export interface OutputPart {
  /** What `predict` gives, in a format that it writes. */
  readonly predictions?: string;
  /** The features of the input and the columns to keep, in such a format. */
  readonly features?: string;
  /** Metrics of each member and of the team, as JSON. */
  readonly performance?: string;
  /** Tables of the team, as JSON. */
  readonly team?: string;
  /** Everything to look at, as HTML. */
  readonly report?: string;
}
