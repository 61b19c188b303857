// Public names that need no Node: everything that both entries share.
export {
  ArgumentError,
  FileError,
  InputFormatError,
  InvalidNumberError,
  LimitError,
  MetricsError,
  MissingColumnError,
  MissingPackageError,
  ModelCategoryError,
  MojoFormatError,
  PipelineError,
  ScoringError,
  ThreadError,
  UnknownCategoricalLevelError,
  UnsupportedMojoError,
  ValueTypeError,
  WasmojoError,
} from './errors.js';
export { ALGORITHMS } from './algos/index.js';
export type { Algorithm } from './algos/algorithm.js';
export type { AnswerKind } from './answers/index.js';
export type { OutputColumn } from './answers/answer.js';
export type { ContributionOptions, ContributionScope } from './answers/contribution-options.js';
export type { LeafType } from './answers/leaf-assignment.js';
export type { BackendName } from './engine/index.js';
export type { Precision } from './algos/algorithm.js';
export type {
  CategoricalColumn,
  Column,
  InvalidCells,
  MixedColumn,
  NumberColumn,
} from './frame/column.js';
export {
  ConversionCounter,
  type ConversionReport,
  type ConvertedValues,
} from './frame/conversion-report.js';
export {
  CsvWriter,
  DEFAULT_NA_STRINGS,
  gunzip,
  readCsvBlocks,
  type ByteSource,
  type CsvReadOptions,
  type CsvWriteOptions,
} from './frame/csv/index.js';
export {
  ArrowWriter,
  readArrowBlocks,
  type ArrowReadOptions,
  type ArrowWriteOptions,
} from './frame/arrow/index.js';
export {
  ParquetWriter,
  readParquetBlocks,
  type ParquetReadOptions,
  type ParquetWriteOptions,
  type RandomAccess,
} from './frame/parquet/index.js';
export type { TypedReadOptions } from './frame/typed/target.js';
export { writtenColumns, type WrittenColumn } from './frame/typed/written-column.js';
export { Frame } from './frame/frame.js';
export type { NumberMatrix } from './frame/number-matrix.js';
export type {
  CountedRows,
  FrameOrigin,
  ReadingNotes,
  UnclosedQuote,
  UnreadableRow,
} from './frame/reading-notes.js';
export { readJsonLines, type JsonLinesOptions } from './frame/json-lines.js';
export { keepColumns, type ColumnPlan, type PlannedColumn } from './frame/plan.js';
export { FeatureStack, type FeatureSource, type StackOptions } from './features/feature-stack.js';
export type { FeatureLayer } from './features/layer-graph.js';
export type { FeatureOptions } from './features/stack-stream.js';
export type { Row } from './frame/row-converter.js';
export type { LoadOptions } from './load.js';
export { Model } from './model.js';
export type { PredictedFrame, PredictOptions } from './predict-options.js';
export { DEFAULT_LIMITS, type MojoLimits } from './mojo/limits.js';
export type { ModelCategory } from './mojo/model-category.js';
export type { ModelDetails, ModelParameter } from './mojo/model-details.js';
export type { Json, JsonObject } from './mojo/json.js';
export type { MojoSource } from './mojo/open.js';
export type { Table, TableCell } from './mojo/two-dim-table.js';
export type * from './categories/prediction-types.js';
export type { MetricCell, Metrics, MetricTable, MetricValue } from './metrics/metrics.js';
export type { Measurement } from './metrics/measurement.js';
export type { MetricColumns } from './metrics/settings.js';
export type { PredictionOptions } from './scoring/row-predictions.js';
export type {
  EasyPredictConfig,
  FeatureContribution,
  RowContributionOptions,
  RowPredictor,
} from './scoring/row-predictor.js';
export type { ScoredFrame } from './scoring/score-frame.js';
export type { GlrmOptions } from './scoring/search-options.js';
export type { ThresholdOption } from './scoring/threshold.js';
export type { ImportanceMeasure, VariableImportance } from './variable-importances.js';
export { treeToDot } from './trees/dot.js';
export { treeToSvg } from './trees/svg.js';
export { treeToText } from './trees/text.js';
export type { LeafNode, SplitNode, TreeNode, TreeView } from './trees/tree-node.js';
export { Team, type TeamInput, type TeamMember, type TeamOptions } from './teams/team.js';
export type { TeamMeasurement, TeamPerformance } from './teams/team-measurement.js';
export { TeamRecord } from './teams/team-record.js';
export type { MemberFailure, TeamBlock } from './teams/team-stream.js';
export { teamMetrics } from './teams/team-metrics.js';
export {
  valueAgreement,
  valueReport,
  type SpreadRow,
  type ValueAgreement,
  type ValueErrors,
  type ValueReport,
  type ValueReportOptions,
} from './teams/value-report.js';
export { ValueScores } from './teams/value-scores.js';
export { teamReport, type TeamReport, type TeamReportOptions } from './teams/team-report.js';
export type { TeamScores } from './teams/team-scores.js';
export type { TieRule } from './teams/votes.js';
export type { Agreement } from './teams/agreement.js';
export type { ClassCounts, LabelCounts } from './teams/class-table.js';
export type { CorrectModelsRow } from './teams/correct-models.js';
export type { CoveragePoint } from './teams/coverage.js';
export type { UnsureRow } from './teams/low-confidence.js';
