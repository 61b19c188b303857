import type { Model } from '../node.js';

/** The model under the field names of H2O's REST API (`GET /3/Models/{id}`); what the MOJO's details have is taken as it stands. */
export function modelJson(model: Model): Record<string, unknown> {
  const { details } = model;
  return {
    algo: model.algo,
    algo_full_name: model.algorithm,
    mojo_version: model.mojoVersion,
    h2o_version: model.h2oVersion ?? null,
    uuid: model.uuid,
    response_column_name: model.responseColumn ?? null,
    offset_column_name: model.offsetColumn ?? null,
    features: model.features,
    parameters: details?.json.parameters ?? [],
    output: {
      ...details?.output,
      names: model.columns,
      domains: model.domains,
      model_category: model.modelCategory,
      default_threshold: model.defaultThreshold,
      original_model_identifier: model.algo,
      original_model_full_name: model.algorithm,
    },
  };
}
