import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { AnswerKind } from '../../src/answers/index.js';
import { LimitError, ModelCategoryError } from '../../src/errors.js';
import { ALGORITHMS, loadMojo, type Model } from '../../src/node.js';
import { CASES } from '../support/cases.js';

/** Models that give answers; H2O writes no pipelines of ours. */
const MODELS: readonly { readonly name: string; readonly mojo: string }[] = [
  ...CASES.filter(({ meta }) => meta.expect === 'answers'),
  {
    name: 'wasmojo-pipeline/mnist',
    mojo: fileURLToPath(new URL('../../examples/mnist/mnist.yaml', import.meta.url)),
  },
];

const KINDS: readonly AnswerKind[] = [
  { kind: 'contributions' },
  { kind: 'contribution-interactions' },
  { kind: 'feature-frequencies' },
  { kind: 'deep-features', layer: 1 },
  { kind: 'leaf-node-assignment', type: 'Path' },
  { kind: 'staged-probabilities' },
  { kind: 'reconstruction' },
  { kind: 'reconstruction-error', perFeature: false },
  { kind: 'glrm-reconstruct' },
];
/** What prediction objects have and columns have not; and what every binomial model answers, with NA unless it was calibrated. */
const NOT_ASKED = ['distances', 'embeddings', 'calibrated'];

async function gives(model: Model, kind: AnswerKind): Promise<boolean> {
  try {
    return (await model.answerColumns(kind)).length > 0;
  } catch (error) {
    if (error instanceof ModelCategoryError) return false;
    if (error instanceof LimitError) return true; // it has more pairs of features than columns are made for
    throw error;
  }
}

describe('the answers that an algorithm lists are those that some model of it gives', () => {
  it.each(ALGORITHMS.map((algorithm) => [algorithm.algo, algorithm] as const))(
    '%s',
    async (algo, { answers }) => {
      const given = new Set<string>();
      let models = 0;
      for (const { name, mojo } of MODELS) {
        if (!name.startsWith(`${algo}/`) && !name.startsWith('autoencoder/')) continue;
        using model = await loadMojo(mojo);
        if (model.algo !== algo) continue;
        models++;
        for (const kind of KINDS) if (await gives(model, kind)) given.add(kind.kind);
      }
      expect(models).toBeGreaterThan(0);
      expect([...given].sort()).toEqual(answers.filter((kind) => !NOT_ASKED.includes(kind)).sort());
    },
  );
});

it('a kind that there is not is refused with those that there are', async () => {
  using model = await loadMojo(MODELS[0].mojo);
  const unknown = { kind: 'leaves' } as unknown as AnswerKind;
  await expect(model.answerColumns(unknown)).rejects.toMatchObject({
    code: 'ARGUMENT',
    message: expect.stringMatching(/prediction, calibrated.* for kind, got .*leaves/) as string,
  });
});
