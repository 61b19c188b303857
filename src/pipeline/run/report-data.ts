// What the report shows, from the files of a run and from what its parts hold. The same files give the same data.
import { basename } from 'node:path';
import { MetricsError } from '../../errors.js';
import { ConversionCounter } from '../../frame/conversion-report.js';
import { version } from '../../files/version.js';
import type { ReportData, ReportFact } from '../../report/data.js';
import { performanceParts } from '../../report/performance-section.js';
import { pickImages } from '../../report/pick-images.js';
import { rowPictures } from '../../report/row-pictures.js';
import { turnInSteps } from '../../report/turn-in-steps.js';
import type { ScorePart } from '../description/index.js';
import { reportAugmentations } from './report-augmentations.js';
import { reportAutoencoders } from './report-autoencoders.js';
import type { PartProgress } from './part.js';
import type { RunContext } from './run-context.js';
import { scoredInput, type ScoredInput } from './score-input.js';
import { performanceOf, teamTables, valueTables } from './team-results.js';

/** Steps: augmented files, autoencoders, team. `counter` is told what became NA, unless another part of the run has told it. */
export async function reportData(
  context: RunContext,
  progress: PartProgress,
  counter: ConversionCounter,
): Promise<ReportData> {
  const { description } = context;
  const { augment, input, score, output } = description;
  const total = augment.length + 2;
  let done = 0;
  const step = () => {
    progress(++done, total);
  };
  const augmentations = [];
  for (const item of augment) {
    const part = await reportAugmentations(item, context);
    // Of no images there is nothing to look at.
    if (part.before.count > 0) augmentations.push(part);
    step();
  }
  const scored = score && (await scoredInput(context, () => undefined, counter));
  const isTold = score !== undefined || output.features !== undefined;
  const autoencoders = await reportAutoencoders(
    context,
    scored?.answers,
    isTold ? new ConversionCounter() : counter,
  );
  step();
  const images = input && 'images' in input ? await context.images(input.images) : undefined;
  const first = images && images.count > 0 ? pickImages(images, [0]) : undefined;
  const { unmeasured, ...team } = scored ? await teamParts(scored, context) : {};
  const data: ReportData = {
    title: basename(description.file).replace(/\.(ya?ml|json)$/i, ''),
    facts: [
      ...facts(context, scored),
      ...(unmeasured === undefined ? [] : [{ name: 'no metrics', value: unmeasured }]),
    ],
    augmentations,
    ...(first && { turned: turnInSteps('row 0', first) }),
    autoencoders,
    ...team,
  };
  step();
  return data;
}

function facts({ description }: RunContext, scored: ScoredInput | undefined): ReportFact[] {
  const { file, input, models, score } = description;
  const rows = input && ('table' in input ? input.table : input.images);
  return [
    { name: 'description', value: basename(file) },
    { name: 'made by', value: `wasmojo ${version()}` },
    ...(rows === undefined ? [] : [{ name: 'input', value: rows }]),
    ...(scored ? [{ name: 'rows', value: scored.rowCount }] : []),
    { name: 'models', value: [...models.keys()].join(', ') },
    ...(score
      ? [
          {
            name: 'team',
            value: `${score.members.join(', ')}; ${ruleOf(score, scored)}`,
          },
        ]
      : []),
  ];
}

function ruleOf({ team, tie }: ScorePart, scored: ScoredInput | undefined): string {
  if (scored && 'values' in scored.team) return 'mean';
  return team === 'vote' ? `vote, of ties ${tie}` : 'sum';
}

interface TeamParts extends Pick<ReportData, 'performance' | 'team' | 'values'> {
  /** Why H2O measures nothing. */
  readonly unmeasured?: string;
}

async function teamParts(scored: ScoredInput, context: RunContext): Promise<TeamParts> {
  const { team, answers } = scored;
  const ignored = context.converting(new ConversionCounter());
  const performance = measuredParts(scored, ignored);
  if ('values' in team) {
    return { ...performance, values: valueTables(team.values, answers, ignored) };
  }
  const tables = teamTables(team.scores, answers);
  const { input } = context.description;
  const images = input && 'images' in input ? await context.images(input.images) : undefined;
  const pictures = images && rowPictures(tables, team.scores, answers, images);
  return { ...performance, team: { tables, ...(pictures && { pictures }) } };
}

/** A report has all else where H2O has no metrics. */
function measuredParts(scored: ScoredInput, counter: ConversionCounter | undefined): TeamParts {
  try {
    const measured = performanceOf(scored, counter);
    return measured ? { performance: performanceParts(measured) } : {};
  } catch (error) {
    if (error instanceof MetricsError) return { unmeasured: error.reason };
    throw error;
  }
}
