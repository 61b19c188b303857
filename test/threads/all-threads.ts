import type { Frame, Model } from '../../src/node.js';

/**
 * Starts workers and waits until all have the model: calls after it are sure to use them. The frame must have 64 rows for each. Models
 * of words have no workers.
 */
export async function allThreads(model: Model, threads: number, frame: Frame): Promise<void> {
  if (model.modelCategory === 'WordEmbedding') return;
  for (let attempt = 0; model.threads < threads; attempt++) {
    if (attempt === 4000) throw new Error(`${model.threads} threads instead of ${threads}`);
    const answers = model.answerStream([frame], { kind: 'prediction' }, undefined, { threads });
    await answers.next();
    await answers.return(undefined);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
