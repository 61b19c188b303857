// Low rank models, principal components, target encoders and words that the corpus does not have, against h2o-genmodel: bit for bit, since
// none of their arguments to exp and log is one of the few where ours differ from Java's.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { Frame, WasmojoError } from '../../src/node.js';
import { expectClose } from '../conformance/compare.js';
import { BACKENDS } from '../support/backends.js';
import { DIM_CASES, type DimCase } from './dim-cases.js';
import { loadTiny } from './tiny-models.js';

interface Answer extends Record<string, unknown> {
  readonly case: string;
  readonly row: number;
  readonly error?: string;
}

const FILE = fileURLToPath(new URL('../fixtures/dim-models/answers.jsonl.gz', import.meta.url));
const ANSWERS = gunzipSync(readFileSync(FILE))
  .toString()
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Answer);

/** All rows in one call: the start of a low rank model depends on a row's place. */
async function ask(
  { mojo, rows, iterations }: DimCase,
  backend: (typeof BACKENDS)[number],
): Promise<Record<string, unknown>[]> {
  using model = await loadTiny(mojo, { backend });
  const isLowRank = mojo.info.algo === 'glrm';
  const stream = model.predictionStream(
    [Frame.fromRows(rows.slice(0, 4)), Frame.fromRows(rows.slice(4))],
    isLowRank ? { enableGlrmReconstruct: true } : {},
    undefined,
    isLowRank ? { glrmIterNumber: iterations } : {},
  );
  const all: Record<string, unknown>[] = [];
  for await (const predictions of stream) {
    for (const prediction of predictions) {
      const failed = prediction instanceof WasmojoError;
      all.push(failed ? { code: prediction.code } : { ...prediction });
    }
  }
  return all;
}

describe.each(BACKENDS)('answers as h2o-genmodel on %s', (backend) => {
  it.each(DIM_CASES)('$name', async (asked) => {
    const answers = ANSWERS.filter((answer) => answer.case === asked.name);
    expect(answers.length).toBe(asked.rows.length);
    const actual = await ask(asked, backend);
    answers.forEach(({ case: name, row, error, ...fields }) => {
      const expected = error === undefined ? fields : { code: 'SCORING' };
      expectClose(actual[row], expected, 0, `${name}, row ${row}`);
    });
  });
});
