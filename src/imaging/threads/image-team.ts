import { threadCount } from '../../threads/thread-count.js';
import type { ImageBackend } from '../backends.js';
import type { EffectJob } from '../effect-runner.js';
import type { ImageSet } from '../image-set.js';
import { imageThreadSource, type ImageThread } from './thread-source.js';

type Made = (data: ImageSet['data'] | undefined) => void;

/** Fewer images are made sooner than a worker starts. */
const LEAST_IMAGES = 512;
/** Pieces that a worker has: one to work on, one to go on with. */
const PIECES = 2;

/** The workers of one call, besides its own thread; none where there are no threads. */
export class ImageTeam {
  readonly #members: Member[] = [];
  readonly #backend: ImageBackend | undefined;
  #changed: () => void = () => undefined;

  private constructor(backend: ImageBackend | undefined) {
    this.#backend = backend;
  }

  /** Workers for so many images. Throws ArgumentError for what is no number of threads. */
  static start(wanted: {
    readonly threads: number | undefined;
    readonly backend: ImageBackend | undefined;
    readonly images: number;
  }): ImageTeam {
    const { threads, backend, images } = wanted;
    const source = imageThreadSource();
    const count = threadCount({ threads }, source?.cores() ?? 1);
    const team = new ImageTeam(backend);
    if (source === undefined || images < LEAST_IMAGES) return team;
    try {
      while (team.#members.length < count - 1) team.#add(source.start());
    } catch {
      // Fewer than wanted, or none: the platform has no more to give.
    }
    return team;
  }

  /** Whether some worker can take more. */
  get isIdle(): boolean {
    return this.#idlest() !== undefined;
  }

  /** How many pieces may be begun and not yet handed on. */
  get mostBegun(): number {
    return 1 + this.#members.length * (PIECES + 1);
  }

  /** Gives work to the worker that has the least; `made` gets undefined where it failed or ended. */
  run(job: EffectJob, made: Made): void {
    const { images } = job;
    // A copy: what is sent is lost to the sender.
    const data = images.data.slice();
    const member = this.#idlest()!;
    member.waiting.push(made);
    member.thread.post({ backend: this.#backend, job: { ...job, images: { ...images, data } } }, [
      data.buffer,
    ]);
  }

  /** Resolves when some worker has made something, or ended. */
  change(): Promise<void> {
    return new Promise((resolve) => {
      this.#changed = resolve;
    });
  }

  end(): void {
    for (const { thread } of this.#members.splice(0)) thread.end();
  }

  #idlest(): Member | undefined {
    return this.#members
      .filter(({ waiting, ended }) => !ended && waiting.length < PIECES)
      .sort((a, b) => a.waiting.length - b.waiting.length)[0];
  }

  #add(thread: ImageThread): void {
    const member: Member = { thread, waiting: [], ended: false };
    this.#members.push(member);
    thread.listen(
      ({ data }) => {
        member.waiting.shift()?.(data);
        this.#changed();
      },
      () => {
        member.ended = true;
        for (const made of member.waiting.splice(0)) made(undefined);
        this.#changed();
      },
    );
    // Not before it listens: that lets the program end.
    thread.hold(true);
  }
}

interface Member {
  readonly thread: ImageThread;
  /** Who waits for what it makes, in order. */
  readonly waiting: Made[];
  ended: boolean;
}
