// The worker's side.
import { EffectRunner } from '../effect-runner.js';
import type { FromImageWorker, ToImageWorker } from './messages.js';

/** Takes work, piece by piece; `post` sends what is made, with the memory that goes along. */
export function serveImages(
  post: (message: FromImageWorker, transfer: ArrayBuffer[]) => void,
): (message: ToImageWorker) => void {
  let runner: EffectRunner | undefined;
  return ({ backend, job }) => {
    try {
      runner ??= new EffectRunner(backend);
      const data = runner.run(job);
      post({ data }, [data.buffer as ArrayBuffer]);
    } catch {
      post({ data: undefined }, []);
    }
  };
}
