import { once } from 'node:events';
import { createGzip } from 'node:zlib';
import type { Output } from './output-file.js';

/** Compresses what is written on its way to another output. Memory: zlib's windows and the chunks in between. */
export class GzipOutput implements Output {
  readonly #output: Output;
  readonly #gzip = createGzip();
  /** Ends when everything compressed is written, or when the other output has failed; never rejects. */
  readonly #written: Promise<void>;
  #failure: { readonly error: unknown } | undefined;

  constructor(output: Output) {
    this.#output = output;
    this.#written = this.#forward();
  }

  async write(chunk: Uint8Array | string): Promise<void> {
    this.#throwFailure();
    if (this.#gzip.write(chunk)) return;
    await Promise.race([once(this.#gzip, 'drain'), this.#written]);
    this.#throwFailure();
  }

  async finish(): Promise<void> {
    this.#gzip.end();
    await this.#written;
    this.#throwFailure();
    await this.#output.finish();
  }

  async discard(): Promise<void> {
    this.#gzip.destroy();
    await this.#written;
    await this.#output.discard();
  }

  async #forward(): Promise<void> {
    try {
      for await (const chunk of this.#gzip) await this.#output.write(chunk as Uint8Array);
    } catch (error) {
      this.#failure = { error };
    }
  }

  #throwFailure(): void {
    if (this.#failure) throw this.#failure.error;
  }
}
