// Runs pieces of work in their order: on this thread, or on several.
import type { RunOptions } from './augment-plan.js';
import { EffectRunner, type EffectJob } from './effect-runner.js';
import type { ImageSet } from './image-set.js';
import type { Levels } from './kernels.js';
import { ImageTeam } from './threads/image-team.js';

/** Images between two looks at the signal and other work, and values where images are large. */
const JOB_IMAGES = 2048;
const JOB_VALUES = 2 ** 20;

/** Images of a piece of work, of so many values each. */
export function imagesPerJob(size: number): number {
  return Math.max(1, Math.min(JOB_IMAGES, Math.floor(JOB_VALUES / size)));
}

/** A piece of work that has begun. */
interface Begun {
  readonly job: EffectJob;
  readonly into: Levels | undefined;
  /** Undefined: another thread is at it. 'here': it could not do it, and this thread has to. */
  made: ImageSet['data'] | 'here' | undefined;
}

/**
 * The images of each job, in order. Other work runs between two jobs, and the signal is looked at. `total`: images of all jobs. What a job
 * throws is thrown in its place. Memory: three jobs for each thread. What this thread makes goes into `out`, where that is given, to its place.
 */
export async function* runJobs(
  jobs: Iterator<EffectJob> | AsyncIterator<EffectJob>,
  total: number,
  { backend, threads, signal, onProgress }: RunOptions,
  out?: Levels,
): AsyncGenerator<ImageSet> {
  const runner = new EffectRunner(backend);
  const team = ImageTeam.start({ threads, backend, images: total });
  const begun: Begun[] = [];
  let done = 0;
  let place = 0;
  const begin = (job: EffectJob): Begun => {
    const { length } = job.images.data;
    const into = out?.subarray(place, place + length);
    place += length;
    return { job, into, made: undefined };
  };
  try {
    for (let next = await jobs.next(); begun.length > 0 || next.done !== true;) {
      const hasRoom = next.done !== true && begun.length < team.mostBegun;
      const [first] = begun;
      if (hasRoom && team.isIdle) {
        begun.push(handOver(team, begin(next.value as EffectJob)));
        next = await jobs.next();
      } else if (first?.made !== undefined) {
        begun.shift();
        const { images } = first.job;
        const data = first.made === 'here' ? runner.run(first.job, first.into) : first.made;
        yield { ...images, data };
        done += images.count;
        onProgress?.(done, total);
      } else {
        // This thread works, too, until so much lies ready that it is better to wait for the first.
        if (hasRoom) {
          const here = begin(next.value as EffectJob);
          here.made = runner.run(here.job, here.into);
          begun.push(here);
          next = await jobs.next();
        } else await team.change();
        await otherWork();
        signal?.throwIfAborted();
      }
    }
  } finally {
    team.end();
    // Files that jobs are read from are closed.
    await jobs.return?.();
  }
}

function handOver(team: ImageTeam, begun: Begun): Begun {
  team.run(begun.job, (data) => (begun.made = data ?? 'here'));
  return begun;
}

function otherWork(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}
