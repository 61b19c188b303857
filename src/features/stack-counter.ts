import { ConversionCounter } from '../frame/conversion-report.js';
import type { ReadingNotes } from '../frame/reading-notes.js';
import type { Model } from '../model.js';

/**
 * Counters for readers (layers, members of a team) of the same rows, one each, which tell `counter` once what several of them meet: a
 * column that none of the models (nor `kept`) has a use for is unused, and a value that two of them convert counts once.
 */
export function stackCounters<Reader extends { readonly model: Model }>(
  counter: ConversionCounter,
  readers: readonly Reader[],
  kept: readonly string[],
): ReadonlyMap<Reader, ConversionCounter> {
  const columnsOf = ({ model }: Reader) => model.columnPlan.columns.map(({ name }) => name);
  const used = new Set([...kept, ...readers.flatMap(columnsOf)]);
  const taken = new Set<string>();
  return new Map(
    readers.map((reader, i) => {
      const own = new Set(columnsOf(reader).filter((name) => !taken.has(name)));
      for (const name of own) taken.add(name);
      return [reader, new SharedCounter(counter, i === 0, own, used)];
    }),
  );
}

/** What one of several readers tells. */
export class SharedCounter extends ConversionCounter {
  readonly #to: ConversionCounter;
  readonly #isFirst: boolean;
  /** Columns whose values this one counts. */
  readonly #own: ReadonlySet<string>;
  readonly #used: ReadonlySet<string>;

  constructor(
    to: ConversionCounter,
    isFirst: boolean,
    own: ReadonlySet<string>,
    used: ReadonlySet<string>,
  ) {
    super();
    this.#to = to;
    this.#isFirst = isFirst;
    this.#own = own;
    this.#used = used;
  }

  override columns(missing: Iterable<string>, unused: Iterable<string>): void {
    this.#to.columns(
      missing,
      [...unused].filter((name) => !this.#used.has(name)),
    );
  }

  override reading(notes: ReadingNotes): void {
    if (this.#isFirst) this.#to.reading(notes);
  }

  override unknownLevel(column: string, level: string): void {
    if (this.#own.has(column)) this.#to.unknownLevel(column, level);
  }

  override invalidNumber(column: string, text: string): void {
    if (this.#own.has(column)) this.#to.invalidNumber(column, text);
  }
}
