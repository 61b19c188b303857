// How well the autoencoders give the input back.
import { FeatureStack } from '../../features/feature-stack.js';
import { askedNames } from '../../algos/chain-names.js';
import { joinPlans } from '../../features/stack-plan.js';
import { stackCounters } from '../../features/stack-counter.js';
import type { Column } from '../../frame/column.js';
import type { ConversionCounter } from '../../frame/conversion-report.js';
import { Frame } from '../../frame/frame.js';
import { imagesToFrame } from '../../imaging/image-frame.js';
import type { ImageSet } from '../../imaging/image-set.js';
import type { Model } from '../../model.js';
import type { AutoencoderPart, Reconstructions } from '../../report/data.js';
import { pickImages } from '../../report/pick-images.js';
import type { LayerPart } from '../description/index.js';
import { layerOf } from './feature-rows.js';
import { openRows } from './rows.js';
import type { RunContext } from './run-context.js';
import { textsAt } from './texts-at.js';

/** Rows that are drawn: the first ones, and those with the largest errors. */
const DRAWN = 8;
/** Rows of a block. */
const BLOCK_ROWS = 2048;

/** All autoencoders of the features and of the chains behind them; `counter` is told what became NA. Cost: the whole of each network for all rows of the input. */
export async function reportAutoencoders(
  context: RunContext,
  answers: Column | undefined,
  counter: ConversionCounter,
): Promise<AutoencoderPart[]> {
  const { features, input } = context.description;
  const layers = new Map<string, LayerPart>();
  for (const feature of features) collect(feature, layers);
  const readers: Reader[] = [];
  for (const layer of layers.values()) {
    const reader = await readerOf(layer, context);
    if (reader) readers.push(reader);
  }
  if (input === undefined || readers.length === 0) return [];
  const rows = await openRows(input, context);
  const plan = joinPlans(readers.map(({ plan: own }) => own));
  const errors = readers.map((): number[] => []);
  const counters = stackCounters(
    counter,
    readers.filter(({ readsRows }) => readsRows),
    [],
  );
  let firstRow = 0;
  for await (const frame of rows.frames(plan, BLOCK_ROWS)) {
    for (const [i, reader] of readers.entries()) {
      const found = await errorsOf(reader, frame, firstRow, context, counters.get(reader));
      for (const error of found) errors[i].push(error);
    }
    firstRow += frame.rowCount;
  }
  const images = 'images' in input ? await context.images(input.images) : undefined;
  const parts: AutoencoderPart[] = [];
  for (const [i, { name, model, readsRows }] of readers.entries()) {
    const draw = (numbers: readonly number[]) =>
      reconstructions({
        model,
        images: images!,
        columns: columnsOf(context),
        errors: errors[i],
        numbers,
        answers,
      });
    const isDrawn = images !== undefined && readsRows;
    parts.push({
      name,
      errors: errors[i],
      ...(isDrawn && { examples: await draw([...errors[i].keys()].slice(0, DRAWN)) }),
      ...(isDrawn && { hardest: await draw(largest(errors[i])) }),
    });
  }
  return parts;
}

/** An autoencoder, and how the rows become those that it reads. */
interface Reader {
  readonly name: string;
  readonly model: Model;
  readonly plan: Model['columnPlan'];
  readonly readsRows: boolean;
  readonly inputOf: (frame: Frame) => Promise<Frame>;
}

function collect(layer: LayerPart, layers: Map<string, LayerPart>): void {
  if (!layers.has(layer.model)) layers.set(layer.model, layer);
  if (layer.from) collect(layer.from, layers);
}

async function readerOf(
  { model: name, from }: LayerPart,
  context: RunContext,
): Promise<Reader | undefined> {
  const model = await context.model(name);
  if (model.modelCategory !== 'AutoEncoder') return undefined;
  const own = { name, model };
  if (from === undefined) {
    return {
      ...own,
      plan: model.columnPlan,
      readsRows: true,
      inputOf: (frame) => Promise.resolve(frame),
    };
  }
  const source = await layerOf(from, context);
  const [h2o, units] = await Promise.all(
    (['h2o', 'units'] as const).map((names) => FeatureStack.create([source], { names })),
  );
  const schemes = [h2o.names, units.names];
  const names = askedNames({ wanted: model.features, schemes, reader: name, source: from.model });
  return {
    ...own,
    plan: h2o.columnPlan,
    readsRows: false,
    inputOf: async (frame) => {
      const { columns, rowCount } = await units.features(frame, context.scoring);
      return new Frame(
        columns.map((column, c) => ({ ...column, name: names[c] })),
        rowCount,
      );
    },
  };
}

/** The error of each row. Throws that of the first row that has none. */
async function errorsOf(
  { model, inputOf }: Reader,
  frame: Frame,
  firstRow: number,
  { scoring }: RunContext,
  counter: ConversionCounter | undefined,
): Promise<Iterable<number>> {
  const wanted = { kind: 'reconstruction-error', perFeature: false } as const;
  const answers = model.answerStream([await inputOf(frame)], wanted, counter, scoring);
  for await (const { frame: found, failures } of answers) {
    const [failure] = failures;
    if (failure) throw failure.error(firstRow + failure.row);
    return found.columns[0].values ?? [];
  }
  throw new Error('a frame without an answer');
}

function columnsOf({ description: { input } }: RunContext): string {
  return input !== undefined && 'images' in input ? input.columns : '';
}

async function reconstructions({
  model,
  images,
  columns,
  errors,
  numbers,
  answers,
}: {
  readonly model: Model;
  readonly images: ImageSet;
  readonly columns: string;
  readonly errors: readonly number[];
  readonly numbers: readonly number[];
  readonly answers: Column | undefined;
}): Promise<Reconstructions> {
  const inputs = pickImages(images, numbers);
  const size = images.width * images.height * images.channels;
  const names = Array.from({ length: size }, (_, k) => `${columns}${k + 1}`);
  const frame = imagesToFrame(inputs, { names });
  const [made, squares] = [
    await model.predict(frame),
    await model.anomaly(frame, { perFeature: true }),
  ];
  return {
    rows: numbers,
    ...(answers && { answers: textsAt(answers, numbers) }),
    inputs,
    outputs: asImages(
      inputs,
      made,
      names.map((name) => `reconstr_${name}`),
    ),
    squaredErrors: asImages(
      inputs,
      squares,
      names.map((name) => `reconstr_${name}.SE`),
    ),
    errors: numbers.map((row) => errors[row]),
  };
}

/** Pixels that the network does not know, which were the same in all images of its training, are 0. */
function asImages(like: ImageSet, frame: Frame, names: readonly string[]): ImageSet {
  const data = new Float64Array(like.count * names.length);
  names.forEach((name, k) => {
    const values = frame.find(name)?.values ?? [];
    values.forEach((value, i) => (data[i * names.length + k] = Number.isFinite(value) ? value : 0));
  });
  return { ...like, data };
}

function largest(errors: readonly number[]): number[] {
  const known = [...errors.keys()].filter((row) => !Number.isNaN(errors[row]));
  return known.sort((a, b) => errors[b] - errors[a] || a - b).slice(0, DRAWN);
}
