import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import JSZip from 'jszip';
import { beforeAll, describe, expect, it } from 'vitest';
import { modelJson } from '../../src/cli/model-json.js';
import { modelText } from '../../src/cli/model-text.js';
import { loadMojo, WasmojoError, type Model } from '../../src/node.js';
import { CASES } from '../support/cases.js';

const DETAILS = 'experimental/modelDetails.json';
const CENTRES = CASES.find(({ name }) => name === 'kmeans/numeric')!.mojo;
const NO_DETAILS = CASES.find(({ name }) => name === 'gbm/old_3_10_0_7_bernoulli')!.mojo;

let zip: JSZip;
beforeAll(async () => {
  zip = await JSZip.loadAsync(readFileSync(CENTRES));
});

/** A real model with other details. */
async function withDetails(json: string): Promise<Model> {
  zip.file(DETAILS, json);
  return loadMojo(await zip.generateAsync({ type: 'uint8array' }));
}

const shown = async (details: unknown) => {
  using model = await withDetails(JSON.stringify(details));
  return modelJson(model);
};

describe('inspect --json', () => {
  it('has no help texts and no names of schemas', async () => {
    using model = await loadMojo(CENTRES);
    expect(modelJson(model)).not.toMatch(/"(__meta|help|gridable|level)"/);
  });

  it('has all digits of seeds, checksums and whole numbers in tables, as numbers', async () => {
    const seed = { name: 'seed', type: 'long' };
    const json = await shown({
      parameters: [{ ...seed, actual_value: '-1840583661938701848', input_value: -1 }],
      output: {
        training_metrics: { model_checksum: '9007199254740993', note: '9007199254740993' },
        t: {
          columns: [{ type: 'long' }, { type: 'string' }],
          data: [['12345678901234567890'], ['7']],
        },
      },
    });
    expect(json).toContain('"actual_value": -1840583661938701848,');
    expect(json).toContain('"model_checksum": 9007199254740993,');
    expect(json).toContain('"note": "9007199254740993"');
    expect(json).toMatch(/\[\s+12345678901234567890\s+\],\s+\[\s+"7"\s+\]/);
  });

  it('has negative zeros as they are', async () => {
    using model = await withDetails('{"output": {"init_f": -0.0, "other": 0.0}}');
    expect(modelJson(model)).toContain('"init_f": -0.0,');
    expect(modelJson(model)).toContain('"other": 0,');
  });

  it.each(['"\x00123', '\x00123"', '"\\\x00123', '\\u0000123'])(
    'keeps the text %j',
    async (text) => {
      const json = JSON.parse(await shown({ output: { status: text } })) as { output: object };
      expect(json.output).toMatchObject({ status: text });
    },
  );

  it('has all fields where the MOJO says nothing of the training', async () => {
    using model = await loadMojo(NO_DETAILS);
    const json = JSON.parse(modelJson(model)) as Record<string, unknown>;
    expect(json).toMatchObject({
      model_id: null,
      algo: 'gbm',
      algo_full_name: 'Gradient Boosting Method',
      parameters: [],
      output: {
        names: model.columns,
        model_category: 'Binomial',
        model_summary: null,
        scoring_history: null,
        training_metrics: null,
        variable_importances: null,
        original_model_identifier: 'gbm',
      },
    });
  });

  it.each([
    ['a list', '[]'],
    ['an output that is a number', '{"output": 3}'],
    ['an output that is a list', '{"output": [1]}'],
    ['no JSON', 'no json'],
    ['endless nesting', `{"a":${'['.repeat(1000)}${']'.repeat(1000)}}`],
  ])('refuses details that are %s by name', async (_, json) => {
    using model = await withDetails(json);
    for (const show of [modelJson, modelText]) {
      expect(() => show(model)).toThrow(
        expect.objectContaining({ code: 'MOJO_FORMAT', file: DETAILS }),
      );
    }
  });

  it('shows or refuses, and never crashes, whatever the details are', async () => {
    const table = fc.record({
      name: fc.oneof(fc.string(), fc.jsonValue()),
      columns: fc.array(
        fc.oneof(fc.jsonValue(), fc.record({ name: fc.string(), type: fc.string() })),
      ),
      data: fc.array(fc.array(fc.jsonValue())),
      rowcount: fc.oneof(fc.integer(), fc.jsonValue()),
    });
    const part = fc.oneof(table, fc.jsonValue());
    const details = fc.record({
      parameters: fc.oneof(fc.jsonValue(), fc.array(fc.jsonValue())),
      output: fc.record({
        model_summary: part,
        scoring_history: part,
        variable_importances: part,
        centers: part,
        training_metrics: fc.oneof(part, fc.record({ cm: fc.record({ table: part }) })),
      }),
    });
    await fc.assert(
      fc.asyncProperty(details, async (json) => {
        using model = await withDetails(JSON.stringify(json));
        for (const show of [modelJson, modelText]) {
          try {
            show(model);
          } catch (error) {
            expect(error).toBeInstanceOf(WasmojoError);
          }
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe('inspect for people', () => {
  it('shows the centres of k-means', async () => {
    using model = await loadMojo(CENTRES);
    expect(modelText(model)).toMatch(/^Centres\ncentroid .*\n-+ .*\n +1 /m);
  });

  it('shows coefficients, and the beginning and the end of a long history', async () => {
    using model = await loadMojo(CASES.find(({ name }) => name === 'glm/airlines')!.mojo);
    expect(modelText(model)).toMatch(/^Coefficients\nnames .*\n-+ .*\nIntercept +-?\d/m);
    expect(modelText(model)).toMatch(/and \d+ more rows \(--json has all\)$/m);
  });

  it('keeps control characters of a model off the terminal', async () => {
    const column = { name: 'a\u001b[2J', type: 'string' };
    const scoring_history = { name: '', columns: [column], data: [['x\ny']], rowcount: 1 };
    using model = await withDetails(JSON.stringify({ output: { scoring_history } }));
    expect(modelText(model)).not.toContain('\u001b');
    expect(modelText(model)).toMatch(/\nx y$/);
  });
});
