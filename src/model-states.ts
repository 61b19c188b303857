import type { LoadedModel, Precision } from './algos/algorithm.js';
import { disposedError } from './engine/disposed.js';
import { createKernels, type BackendName, type KernelOptions } from './engine/index.js';
import type { Kernels } from './engine/kernels.js';
import { ArgumentError } from './errors.js';
import type { ReadModel } from './read-model.js';
import { loadForRows } from './scoring/load-for-rows.js';
import { loadInto } from './scoring/load-into.js';
import { ThreadPool } from './threads/pool.js';

const PRECISIONS: readonly Precision[] = ['exact', 'fast'];

/** Where a call wants its model; `backend`: what the model was loaded with when it names none. */
interface StateChoice {
  readonly backend?: BackendName | undefined;
  readonly precision?: Precision;
}

/** A model in the memory of one back end, in one precision. */
interface ModelState {
  readonly kernels: Kernels;
  readonly model: LoadedModel;
  /** Its workers; none before several threads are asked for. */
  readonly pool: ThreadPool;
}

/** A model in every back end and precision that it was asked for in. */
export class ModelStates {
  readonly #source: ReadModel;
  readonly #bytes: Uint8Array;
  readonly #options: KernelOptions;
  readonly #default: ModelState;
  readonly #others = new Map<string, Promise<ModelState>>();
  readonly #loaded: ModelState[] = [];
  #forRows: LoadedModel | undefined;
  #disposed = false;

  private constructor(
    source: ReadModel,
    bytes: Uint8Array,
    options: KernelOptions,
    state: ModelState,
  ) {
    this.#source = source;
    this.#bytes = bytes;
    this.#options = options;
    this.#default = state;
    this.#loaded.push(state);
  }

  /** Loads the back end that is asked for when a call names none. `bytes`: the zip that the model came from. */
  static async load(
    source: ReadModel,
    bytes: Uint8Array,
    options: KernelOptions,
  ): Promise<ModelStates> {
    return new ModelStates(source, bytes, options, await loadState(source, bytes, options));
  }

  /** The back end that the model was loaded with. Throws after `dispose`, as does `of`. */
  get default(): ModelState {
    if (this.#disposed) throw disposedError();
    return this.#default;
  }

  /** The model where single rows are scored soonest, loaded when it is first asked for. */
  get forRows(): LoadedModel {
    if (this.#disposed) throw disposedError();
    return (this.#forRows ??= this.#loadForRows());
  }

  #loadForRows(): LoadedModel {
    const { backend = 'auto' } = this.#options;
    return loadForRows(this.#default.model, backend !== 'auto');
  }

  /** Threads of the back end that has most of them: the calling one, and the workers that are ready. */
  get threads(): number {
    return 1 + Math.max(...this.#loaded.map(({ pool }) => pool.ready));
  }

  /** The model in another back end's memory, or in another precision; loaded once, when first asked for. */
  async of({ backend, precision = 'exact' }: StateChoice): Promise<ModelState> {
    const state = this.default;
    if (!PRECISIONS.includes(precision)) {
      throw new ArgumentError('precision', `one of ${PRECISIONS.join(', ')}`, precision);
    }
    const wanted = this.#source.data.singlePrecision ? precision : 'exact';
    const same = backend === undefined || backend === this.#options.backend;
    if (same && wanted === 'exact') return state;
    const options = { ...this.#options, ...(backend && { backend }) };
    const key = `${options.backend} ${wanted}`;
    let other = this.#others.get(key);
    if (other === undefined) {
      other = loadState(this.#source, this.#bytes, options, wanted).then((loaded) => {
        this.#loaded.push(loaded);
        if (this.#disposed) giveBack(loaded);
        return loaded;
      });
      this.#others.set(key, other);
      // What could not be loaded is tried again by the next call: there may have been no memory.
      other.catch(() => this.#others.delete(key));
    }
    return other;
  }

  /** Gives all memory and workers back; a state that is still being loaded goes when it is there. */
  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    for (const state of this.#loaded) giveBack(state);
    this.#forRows?.kernels.dispose();
  }
}

function giveBack({ kernels, pool }: ModelState): void {
  pool.dispose();
  kernels.dispose();
}

async function loadState(
  source: ReadModel,
  bytes: Uint8Array,
  options: KernelOptions,
  precision: Precision = 'exact',
): Promise<ModelState> {
  const kernels = await createKernels(options);
  const { limits, archive } = source;
  const pool = new ThreadPool(async () => {
    const image = await kernels.image();
    return { kind: 'load', bytes, name: archive.name, limits, precision, image };
  });
  return { kernels, model: loadInto(source, kernels, precision), pool };
}
