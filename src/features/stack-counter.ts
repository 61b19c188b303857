import { ConversionCounter } from '../frame/conversion-report.js';
import type { ReadingNotes } from '../frame/reading-notes.js';
import type { LayerNode } from './layer-graph.js';

/**
 * Counters for layers that read the same rows, one each, which tell `counter` once what several of them meet: a column that none of the
 * models (nor `kept`) has a use for is unused, and a value that two of them convert counts once.
 */
export function stackCounters(
  counter: ConversionCounter,
  layers: readonly LayerNode[],
  kept: readonly string[],
): ReadonlyMap<LayerNode, ConversionCounter> {
  const columnsOf = ({ model }: LayerNode) => model.columnPlan.columns.map(({ name }) => name);
  const used = new Set([...kept, ...layers.flatMap(columnsOf)]);
  const taken = new Set<string>();
  return new Map(
    layers.map((layer, i) => {
      const own = new Set(columnsOf(layer).filter((name) => !taken.has(name)));
      for (const name of own) taken.add(name);
      return [layer, new SharedCounter(counter, i === 0, own, used)];
    }),
  );
}

class SharedCounter extends ConversionCounter {
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
