import { stat } from 'node:fs/promises';

const BAR_CELLS = 24;
const MS_BETWEEN_LINES = 200;

/** Progress of a long run: one line on stderr that is written over, only on a terminal or when asked for. */
export class Progress {
  readonly #shown: boolean;
  readonly #unit: string;
  readonly #title: string;
  #total: number | undefined;
  #bytes = 0;
  #rows = 0;
  #expected: number | undefined;
  #started = Date.now();
  #last = 0;

  /** `wanted` undefined: only on a terminal. `unit`: what is counted. `title` begins the line. */
  constructor(wanted: boolean | undefined, unit = 'rows', title = '') {
    this.#shown = wanted ?? process.stderr.isTTY;
    this.#unit = unit;
    this.#title = title;
  }

  /** The size of the input, if it is a file, makes a bar possible. */
  async start(path: string): Promise<void> {
    this.#started = Date.now();
    if (!this.#shown || path === '-') return;
    this.#total = await stat(path).then(
      (found) => found.size,
      () => undefined,
    );
  }

  /** How many there will be, where that is known, makes a bar of them. */
  expect(count: number): void {
    if (this.#rows === 0) this.#started = Date.now();
    this.#expected = count;
  }

  read(bytes: number): void {
    this.#bytes += bytes;
  }

  scored(rows: number): void {
    this.#rows = rows;
    const now = Date.now();
    if (!this.#shown || now - this.#last < MS_BETWEEN_LINES) return;
    this.#last = now;
    this.#draw();
  }

  /** Draws the last state and leaves the line. */
  end(): void {
    if (!this.#shown) return;
    this.#draw();
    process.stderr.write('\n');
  }

  #draw(): void {
    const seconds = Math.max(0.001, (Date.now() - this.#started) / 1000);
    const rate = `${this.#rows.toLocaleString('en')} ${this.#unit}, ${Math.round(this.#rows / seconds).toLocaleString('en')} ${this.#unit}/s`;
    process.stderr.write(`\r${this.#title}${this.#bar()}${rate}\x1b[K`);
  }

  #bar(): string {
    const [done, total] =
      this.#expected === undefined ? [this.#bytes, this.#total] : [this.#rows, this.#expected];
    if (total === undefined || total === 0) return '';
    const share = Math.min(1, done / total);
    const full = Math.round(share * BAR_CELLS);
    return `[${'#'.repeat(full)}${'-'.repeat(BAR_CELLS - full)}] ${String(Math.floor(share * 100)).padStart(3)} %  `;
  }
}
