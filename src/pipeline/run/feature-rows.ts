// What members read: the features of rows, or the rows themselves where the description has no features.
import { FeatureStack, type FeatureSource } from '../../features/feature-stack.js';
import type { FeatureLayer } from '../../features/layer-graph.js';
import { joinPlans } from '../../features/stack-plan.js';
import type { ConversionCounter } from '../../frame/conversion-report.js';
import type { Frame } from '../../frame/frame.js';
import type { LayerPart } from '../description/index.js';
import type { RunContext } from './run-context.js';
import type { Rows } from './rows.js';

/** Rows of a block where members read the rows themselves. */
const BLOCK_ROWS = 4096;

/**
 * Frames of the features, the columns to keep and the answers, in this order. `counter` is told what became NA. Throws the error of
 * the first row that has no features, and as FeatureStack and the rows do. Memory: a block.
 */
export async function* featureFrames(
  rows: Rows,
  context: RunContext,
  counter: ConversionCounter,
): AsyncGenerator<Frame> {
  const { features, keep, names, score } = context.description;
  const { answer } = rows;
  let done = 0;
  if (features.length === 0) {
    const plans = (score?.members ?? []).map(
      async (name) => (await context.model(name)).columnPlan,
    );
    for await (const frame of rows.frames(joinPlans(await Promise.all(plans)), BLOCK_ROWS)) {
      yield frame;
    }
    return;
  }
  const kept = answer === undefined || keep.includes(answer) ? keep : [...keep, answer];
  const stack = await FeatureStack.create(await featureSources(context), { keep: kept, names });
  const frames = rows.frames(stack.columnPlan, stack.blockRows);
  const scored = stack.stream(frames, counter, context.scoring);
  for await (const { frame, failures } of scored) {
    const [failure] = failures;
    if (failure) throw failure.error(done + failure.row);
    yield frame;
    done += frame.rowCount;
  }
}

/** The layers of the description, with their models. */
export function featureSources(context: RunContext): Promise<FeatureSource[]> {
  const sources = context.description.features.map(async (part): Promise<FeatureSource> => {
    return { ...(await layerOf(part, context)), prefix: part.prefix };
  });
  return Promise.all(sources);
}

/** A layer of the description with its model, and those behind it. */
export async function layerOf(
  { model, layer, from }: LayerPart,
  context: RunContext,
): Promise<FeatureLayer> {
  return {
    model: await context.model(model),
    name: model,
    layer,
    ...(from && { from: await layerOf(from, context) }),
  };
}
