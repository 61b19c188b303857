import type { Json, JsonObject, Model } from '../node.js';

/**
 * Fields of `output` that H2O shows of every model, in its order (ModelOutputSchemaV3,
 * GenericModelOutputV3). Null stands for what the MOJO does not hold.
 */
const OUTPUT_FIELDS = [
  'names',
  'original_names',
  'column_types',
  'domains',
  'cross_validation_models',
  'cross_validation_predictions',
  'cross_validation_holdout_predictions_frame_id',
  'cross_validation_fold_assignment_frame_id',
  'model_category',
  'model_summary',
  'scoring_history',
  'cv_scoring_history',
  'reproducibility_information_table',
  'training_metrics',
  'validation_metrics',
  'cross_validation_metrics',
  'cross_validation_metrics_summary',
  'status',
  'start_time',
  'end_time',
  'run_time',
  'default_threshold',
  'variable_importances',
];

/**
 * The model as JSON text, under the field names of H2O's REST API (`GET /3/Models/{id}`) without
 * its help texts and schema names: what the MOJO says of the training, then what wasmojo knows
 * besides. Where H2O's import of a MOJO puts itself in the original's place (`algo`, `model_id`,
 * the times of the import) this is the original. Throws MojoFormatError or LimitError for damaged
 * details.
 */
export function modelJson(model: Model): string {
  const details = model.details?.json ?? {};
  const json = {
    model_id: plain(details.model_id),
    algo: model.algo,
    algo_full_name: model.algorithm,
    response_column_name: model.responseColumn ?? null,
    treatment_column_name: plain(details.treatment_column_name),
    data_frame: plain(details.data_frame) ?? { name: null, type: null, URL: null },
    timestamp: plain(details.timestamp),
    have_pojo: plain(details.have_pojo),
    have_mojo: true,
    parameters: parameters(details.parameters),
    output: output(model),
    mojo_version: model.mojoVersion,
    h2o_version: model.h2oVersion ?? null,
    uuid: model.uuid,
    offset_column_name: model.offsetColumn ?? null,
    features: model.features,
  };
  return JSON.stringify(json, undefined, 2).replace(MARKED_NUMBER, '$1');
}

function output(model: Model): Record<string, unknown> {
  const trained = Object.entries(model.details?.output ?? {}).filter(
    ([field]) => field !== 'help' && field !== '__meta',
  );
  return {
    ...Object.fromEntries(OUTPUT_FIELDS.map((field) => [field, null])),
    ...Object.fromEntries(trained.map(([field, value]) => [field, plain(value)])),
    names: model.columns,
    domains: model.domains,
    model_category: model.modelCategory,
    default_threshold: model.defaultThreshold,
    original_model_identifier: model.algo,
    original_model_full_name: model.algorithm,
  };
}

/** Parameters with the fields of `describe`, those that older releases did not write as null. */
function parameters(list: Json | undefined): unknown[] {
  if (!isList(list)) return [];
  return list.filter(isObject).map((parameter) => {
    const whole = typeof parameter.type === 'string' && parameter.type.startsWith('long');
    const value = (key: string) => plain(parameter[key], whole);
    return {
      name: value('name'),
      label: plain(parameter.label ?? parameter.name),
      required: value('required'),
      type: value('type'),
      default_value: value('default_value'),
      actual_value: value('actual_value'),
      input_value: value('input_value'),
      values: value('values'),
      is_member_of_frames: value('is_member_of_frames'),
      is_mutually_exclusive_with: value('is_mutually_exclusive_with'),
    };
  });
}

/** A value without `__meta`, at any depth; null for an absent one. `whole`: texts of digits are numbers. */
function plain(value: Json | undefined, whole = false): Json {
  if (value === undefined) return null;
  if (isList(value)) return value.map((item) => plain(item, whole));
  if (isObject(value)) {
    const { columns } = value;
    const fields = Object.entries(value).filter(([key]) => key !== '__meta');
    return Object.fromEntries(
      fields.map(([key, field]) => [
        key,
        key === 'data' && isList(columns) && isList(field)
          ? field.map((cells, c) => plain(cells, isLong(columns[c])))
          : plain(field, key.endsWith('_checksum')),
      ]),
    );
  }
  if (Object.is(value, -0)) return mark('-0.0');
  return whole && typeof value === 'string' && WHOLE_NUMBER.test(value) ? mark(value) : value;
}

// The library gives whole numbers beyond 2^53 as texts, so that no digit is lost. H2O writes them as
// numbers, and so does this: marked where H2O's type says that they are numbers, bare at the end. So
// is -0.0, of which JSON.stringify would make 0. A file that forges the mark has its text as a number.
const WHOLE_NUMBER = /^-?\d+$/;
// An inner quote of a string has a backslash before it.
const MARKED_NUMBER = /(?<!\\)"\\u0000(-?\d+(?:\.0)?)"/g;
const mark = (digits: string) => `\0${digits}`;

function isLong(column: Json | undefined): boolean {
  return isObject(column) && column.type === 'long';
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}
