// What a report is made of: plain data, gathered by whoever ran something. A part that is absent has no section in the report.
import type { ImageSet } from '../imaging/image-set.js';
import type { Metrics } from '../metrics/metrics.js';
import type { TeamReport } from '../teams/team-report.js';
import type { ValueAgreement, ValueReport } from '../teams/value-report.js';

/** Everything that `htmlReport` shows. All texts may be anything: they are escaped. */
export interface ReportData {
  readonly title: string;
  /** A sentence or two under the title. */
  readonly summary?: string;
  /** What ran on what: files, versions, rows, seconds; listed in this order. */
  readonly facts?: readonly ReportFact[];
  readonly augmentations?: readonly AugmentationPart[];
  /** An image in several positions: of twelve steps of 30 degrees, `turnInSteps` makes them. */
  readonly turned?: TurnedPart;
  readonly autoencoders?: readonly AutoencoderPart[];
  /** Of labelled data: the members, then the team, or single models. */
  readonly performance?: readonly ModelPerformance[];
  readonly team?: TeamPart;
  /** Of a team whose members predict values: `valueReport` where answers are known. */
  readonly values?: ValueReport | ValueAgreement;
}

export interface ReportFact {
  readonly name: string;
  readonly value: string | number;
}

/** Pixels by grey level: 256 counts, of levels 0 to 255. `LevelCounter` counts them block by block. */
export type LevelCounts = ArrayLike<number>;

/** Images and what effects made of them. */
export interface AugmentationPart {
  /** What was augmented, such as the file. */
  readonly name: string;
  readonly before: ImageSample;
  readonly effects: readonly EffectPart[];
}

/** A kind of images: some of them to look at, grey levels of all of them. */
export interface ImageSample {
  /** How many there are in all. */
  readonly count: number;
  /** Those that are drawn, a dozen or so, one copy of each. */
  readonly examples: ImageSet;
  /** Of all images; mean and standard deviation are made of them. */
  readonly levels: LevelCounts;
}

/** What one effect made: `examples` of the same images as those before, in the same order. */
export interface EffectPart extends ImageSample {
  readonly name: string;
  /** Levels where each image was then matched to the histogram of the one it was made of (`matchLevels`): of effects that keep the share of the background. */
  readonly matched?: LevelCounts;
}

export interface TurnedPart {
  /** Which image it is, such as `row 0, a 7`. */
  readonly name: string;
  readonly images: ImageSet;
  /** Of each of them. */
  readonly degrees: readonly number[];
}

/** How well an autoencoder gives rows back. */
export interface AutoencoderPart {
  readonly name: string;
  /** Mean squared error of each row, as `model.anomaly` gives it; NaN of rows that have none. */
  readonly errors: ArrayLike<number>;
  /** The first rows, say. Absent where what the model reads are no images, as in a chain. */
  readonly examples?: Reconstructions;
  /** Those with the largest errors, the largest first. */
  readonly hardest?: Reconstructions;
}

/** Images, what became of them, and where they differ: all lists in the same order. */
export interface Reconstructions {
  /** Numbers of the rows, from 0 on. */
  readonly rows: readonly number[];
  /** The right classes, where they are known. */
  readonly answers?: readonly (string | null)[];
  readonly inputs: ImageSet;
  /** In the units of the input: levels. */
  readonly outputs: ImageSet;
  /** Squared error of each pixel, in whatever unit all of them share: `model.anomaly(frame, { perFeature: true })`. */
  readonly squaredErrors: ImageSet;
  /** Mean squared error of each image. */
  readonly errors: ArrayLike<number>;
}

/** What `model.performance` gives for rows with responses. */
export interface ModelPerformance {
  readonly name: string;
  /** The column of weights by which rows count [every row once]. */
  readonly weights?: string | null;
  readonly metrics: Metrics;
}

/** Of a team, what can be told without answers. */
export type UnlabelledTeam = Pick<TeamReport, 'classes' | 'agreement' | 'leastSure'> & {
  /** Rows of all. */
  readonly rows: number;
  readonly members: readonly { readonly name: string }[];
};

export interface TeamPart {
  /** `teamReport` where answers are known. */
  readonly tables: TeamReport | UnlabelledTeam;
  /** Rows to draw in the lists of those that nobody has right and of those that the team is not sure of; others are listed by number. */
  readonly pictures?: RowPictures;
}

/** Images of some rows: all lists in the same order. */
export interface RowPictures {
  /** Numbers of the rows, from 0 on, in any order. */
  readonly rows: readonly number[];
  readonly images: ImageSet;
  /** The right class of each of them, and the team's; null where there is none. */
  readonly answers?: readonly (string | null)[];
  readonly labels?: readonly (string | null)[];
}
