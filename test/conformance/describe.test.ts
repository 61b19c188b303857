// What `inspect --json` shows of every case, against what H2O shows of the model imported from the same MOJO, or, of kinds that
// it cannot import, of the trained model. describe.json has tables and metrics as texts, printed by H2O's Python client; those are
// compared with ours printed in its way.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { modelJson } from '../../src/cli/model-json.js';
import { loadMojo, WasmojoError, type JsonObject } from '../../src/node.js';
import { parseJson } from '../../src/mojo/json.js';
import { ModelDetails } from '../../src/mojo/model-details.js';
import { openArchive } from '../../src/mojo/open.js';
import { CASES, readText } from '../support/cases.js';
import { DescriptionComparison } from './compare-description.js';

const described = CASES.flatMap((golden) => {
  const text = readText(golden, 'describe.json');
  return text === undefined ? [] : [{ golden, text, name: golden.name }];
});

test('the corpus has models to describe', () => {
  expect(described.length).toBeGreaterThan(40);
});

test.each(described)('$name is shown as H2O shows it', async ({ golden, text }) => {
  const describe = parseJson(text, 'describe.json') as JsonObject;
  if (golden.meta.expect === 'load_error') {
    // Java cannot load these either; what they say of their training can be read all the same.
    await expect(loadMojo(golden.mojo)).rejects.toBeInstanceOf(WasmojoError);
    const { archive } = await openArchive(readFileSync(golden.mojo));
    const details = ModelDetails.of(archive);
    const comparison = new DescriptionComparison(false);
    comparison.value(describe, details?.json, '');
    expect(comparison.differences).toEqual([]);
    return;
  }
  using model = await loadMojo(golden.mojo);
  const ours = parseJson(modelJson(model), 'inspect --json') as JsonObject;
  const comparison = new DescriptionComparison(describe.algo === 'generic');
  const trained = describe.output as JsonObject;
  if (model.details) comparison.value(describe, ours, '');
  else {
    // Files of the first releases say nothing of the training.
    const held = ['names', 'domains', 'model_category', 'default_threshold'];
    const fields = held.filter((field) => field in trained);
    const output = Object.fromEntries(fields.map((field) => [field, trained[field]]));
    comparison.value(output, ours.output, 'output');
  }
  if (comparison.imported) {
    comparison.value(trained.original_model_identifier, ours.algo, 'original');
    comparison.value(trained.original_model_full_name, ours.algo_full_name, 'original');
  }
  expect(comparison.differences).toEqual([]);
  expect(comparison.compared).toBeGreaterThan(2);
});
