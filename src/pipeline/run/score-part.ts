// Predictions, performance and tables of the team.
import { PipelineError } from '../../errors.js';
import { ConversionCounter } from '../../frame/conversion-report.js';
import type { Frame } from '../../frame/frame.js';
import { numbersAsText } from '../../metrics/numbers-as-text.js';
import type { OutputPart, PipelineDescription } from '../description/index.js';
import { createOutput, FrameFile } from './frame-file.js';
import { featureBasis } from './feature-parts.js';
import type { Part } from './part.js';
import type { RunContext } from './run-context.js';
import { isReadable, scoredInput, type ScoredInput } from './score-input.js';
import { performanceOf, teamTables, valueTables } from './team-results.js';

const SCORE_OUTPUTS = [
  'predictions',
  'performance',
  'team',
] as const satisfies (keyof OutputPart)[];

/** None where nothing of it is to be written. */
export function scoreParts(description: PipelineDescription): Part[] {
  const { input, score, output, models } = description;
  const wanted = SCORE_OUTPUTS.flatMap((name) => output[name] ?? []);
  if (input === undefined || score === undefined || wanted.length === 0) return [];
  const { basis, inputs } = featureBasis(description, input);
  const members = score.members.map((name) => [name, models.get(name)!] as const);
  const readsFile = output.features !== undefined && isReadable(output.features);
  return [
    {
      id: 'score',
      key: 'score',
      unit: 'rows',
      basis: { ...(basis as object), score, members, output: { ...output, report: undefined } },
      inputs: [...inputs, ...members.map(([, path]) => path)],
      after: readsFile ? ['features'] : [],
      outputs: wanted,
      async run(context, progress, counter) {
        const scored = await scoredInput(context, progress, counter);
        const { predictions, performance, team } = output;
        if (predictions !== undefined) {
          await writeFrame(context.path(predictions), predictionsOf(scored));
        }
        if (performance !== undefined) {
          const measured = requirePerformance(scored, context, context.converting(counter));
          await writeJson(context.path(performance), measured);
        }
        if (team !== undefined) {
          // What is measured is counted already.
          const own = performance === undefined ? counter : new ConversionCounter();
          await writeJson(context.path(team), tablesOf(scored, context.converting(own)));
        }
      },
    },
  ];
}

function predictionsOf({ team }: ScoredInput): Frame {
  return 'scores' in team ? team.scores.toFrame(team.labels) : team.values.toFrame();
}

function tablesOf({ team, answers }: ScoredInput, counter: ConversionCounter | undefined): unknown {
  return 'scores' in team
    ? teamTables(team.scores, answers)
    : valueTables(team.values, answers, counter);
}

function requirePerformance(
  scored: ScoredInput,
  context: RunContext,
  counter: ConversionCounter | undefined,
): unknown {
  const measured = performanceOf(scored, counter);
  if (measured) return measured;
  const { file } = context.description;
  const why =
    'no row has an answer to measure it with; of a table input.response names their column';
  throw new PipelineError(file, why, { key: 'output.performance' });
}

async function writeFrame(path: string, frame: Frame): Promise<void> {
  const file = await FrameFile.create(path);
  try {
    await file.write(frame);
    await file.finish();
  } catch (error) {
    await file.discard();
    throw error;
  }
}

async function writeJson(path: string, value: unknown): Promise<void> {
  const output = await createOutput(path);
  try {
    await output.write(`${JSON.stringify(value, numbersAsText, 2)}\n`);
    await output.finish();
  } catch (error) {
    await output.discard();
    throw error;
  }
}
