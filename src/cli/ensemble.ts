import { Command } from 'commander';
import { ConversionCounter, keepColumns, loadMojo, Team, TeamRecord, type Model } from '../node.js';
import { joinPlans } from '../features/stack-plan.js';
import { columnWriter } from './column-writer.js';
import { ensemblePlan, type EnsembleFlags, type EnsemblePlan } from './ensemble-options.js';
import { errorOfRows, UsageError } from './errors.js';
import { notes } from './notes.js';
import { otherInputs } from './other-inputs.js';
import { openOutput } from './output.js';
import { scoringOptions, withFormatFlags, withRuleFlags, withRunFlags } from './row-flags.js';
import { backendName, reportsRowErrors, splitList, type RowFlags } from './row-options.js';
import { ReportMetrics } from './report-metrics.js';
import { RowLabels } from './row-labels.js';
import { scoreRows } from './score-rows.js';
import { readTeamImages, teamReportText, type RecordedTeam } from './team-report-text.js';
import { teamSource, type AnswersOf } from './team-source.js';

const EXAMPLES = `
Examples:
  $ wasmojo ensemble --mojo DL1.zip --mojo DL2.zip --mojo GBM.zip --input stacked.csv --output team.csv
  $ wasmojo ensemble --mojo DL1.zip --mojo DL2.zip --input stacked.csv --input plain.csv > team.csv
  $ wasmojo ensemble --mojo a=m1.zip --mojo b=m2.zip --mojo c=m3.zip --input rows.csv --vote --tie sum --keep id
  $ wasmojo ensemble --mojo DL1.zip --mojo DL2.zip --input stacked.csv --response answer --output team.csv \\
      --report team.html --low-confidence 50 --images t10k-images-idx3-ubyte.gz

The label is the class with the largest sum of the members' probabilities, or with --vote the one that
most members say; the other columns are the means of the probabilities, in either case. Members may
have their classes in another order: they are matched by name. Reports count in how many rows no member is
right, one, two, ...; .html is for people, .json and .csv have all tables for programs. H2O's metrics
count rows by weights: of each member by the column that it was trained with, if its input has it; of the
team by that column if all members name the same one, else every row counts once.`;

const UNLIKE_WEIGHTS =
  'members were trained with different columns of weights: the metrics of the team count every row once; --weights names a column for all';

const collect = (value: string, before: readonly string[] | undefined) => [
  ...(before ?? []),
  value,
];

/** `wasmojo ensemble`. */
export function ensembleCommand(): Command {
  const command = new Command('ensemble')
    .description('Several classifiers answer together: predictions of a team, and who is right.')
    .requiredOption(
      '--mojo <[name=]model>',
      'a member: zip, unzipped folder or URL, and its name (default: that of the file); repeated',
      collect,
    )
    .requiredOption(
      '--input <rows>',
      'the rows of all members, or repeated, one for each of them: CSV, JSON lines or idx, also gzipped, Arrow or Parquet; - is stdin',
      collect,
    );
  withFormatFlags(command)
    .option('--vote', 'the class that most members say (default: that with the largest sum)')
    .option(
      '--tie <rule>',
      'of several such classes: lowest (default), the first one, or sum, that with the largest sum',
    )
    .option('--report <file>', 'counts of correct models and other tables: .html, .json or .csv')
    .option(
      '--response <column>',
      "the column of right classes in the first input (default: the first member's response)",
    )
    .option('--labels <file>', 'right classes as an idx file, in place of a column')
    .option(
      '--weights <column>',
      "report: the column of weights in the first input, for the metrics of all (default: each member's own)",
    )
    .option('--correct-models', 'a last column: how many members are right')
    .option('--low-confidence <n>', 'report: rows of which the team is least sure (default: 20)')
    .option('--images <file>', 'HTML report: the rows as images (idx, PNGs, CSV), to draw them');
  withRuleFlags(command, 'in front of');
  return withRunFlags(command)
    .addHelpText('after', EXAMPLES)
    .action((flags: EnsembleFlags) => ensemble(flags));
}

async function ensemble(flags: EnsembleFlags): Promise<void> {
  const plan = ensemblePlan(flags);
  const [input] = plan.inputs;
  const rowFlags: RowFlags = { ...flags, input };
  const write = columnWriter(rowFlags);
  const optionsFor = scoringOptions(rowFlags);
  const backend = backendName(flags.backend);
  const models: Model[] = [];
  try {
    for (const { source } of plan.members) models.push(await loadMojo(source, { backend }));
    const team = new Team(models.map((model, i) => ({ model, name: plan.members[i].name })));
    const answers = await answersWanted(flags, plan, models[0]);
    const response = answers && 'response' in answers ? answers.response : undefined;
    const counter = flags.setConvInvalidNumber ? new ConversionCounter() : undefined;
    const recorded = plan.report && {
      record: new TeamRecord(),
      metrics: new ReportMetrics(team.measurement({ response, weights: flags.weights }, counter)),
    };
    const weightsIn = (path: string) =>
      plan.report === undefined ? [] : weightsOf(path, models, plan, flags);
    const kept = [...(response === undefined ? [] : [response]), ...weightsIn(input)];
    const others = otherInputs(rowFlags, plan.inputs, models, weightsIn);
    const source = teamSource(team, {
      tie: plan.tie,
      answers,
      kept: [...kept, ...splitList(flags.keep)],
      countsCorrect: flags.correctModels ?? false,
      record: recorded?.record,
      metrics: recorded?.metrics,
      inputs: plan.inputs,
      reportsRows: reportsRowErrors(rowFlags),
      others: others.inputs,
      optionsFor,
    });
    const readers = models.filter((_, i) => plan.inputs[i] === input);
    const columnPlan = keepColumns(joinPlans(readers.map((model) => model.columnPlan)), kept);
    const files = filesOf(flags, plan);
    await withReport(flags, plan, recorded, files, () =>
      scoreRows({ columnPlan }, files, rowFlags, write(source), undefined),
    );
    others.note();
    if (!flags.quiet) noteMetrics(recorded?.metrics, counter);
  } finally {
    for (const model of models) model.dispose();
  }
}

/** The columns of weights that a file is asked for: the one that is named, or those of the members that read it. */
function weightsOf(
  path: string,
  models: readonly Model[],
  { inputs }: EnsemblePlan,
  { weights }: EnsembleFlags,
): string[] {
  if (weights !== undefined) return path === inputs[0] ? [weights] : [];
  const readers = models.filter((_, i) => inputs[i] === path);
  return [...new Set(readers.flatMap(({ weightsColumn }) => weightsColumn ?? []))];
}

/** Says what became of weights, and what the metrics of a report lack. */
function noteMetrics(
  metrics: ReportMetrics | undefined,
  counter: ConversionCounter | undefined,
): void {
  const lines = counter ? notes(counter.report(), []) : [];
  const { refused } = metrics ?? {};
  if (refused) lines.push(`the report is without H2O's metrics: ${refused.reason}`);
  else if (metrics?.areUnlike) lines.push(UNLIKE_WEIGHTS);
  for (const line of lines) process.stderr.write(`note: ${line}\n`);
}

/** Where answers are, if they are wanted. */
async function answersWanted(
  { response, labels }: EnsembleFlags,
  { needsAnswers }: EnsemblePlan,
  first: Model,
): Promise<AnswersOf | undefined> {
  if (!needsAnswers) return undefined;
  if (labels === undefined) return { response: response ?? first.responseColumn ?? 'response' };
  return { labels: await RowLabels.read(labels) };
}

/** Everything that is read, besides the first input: none of it may be written over. */
function filesOf({ labels, images }: EnsembleFlags, { members, inputs }: EnsemblePlan): string[] {
  const named = [...members.map(({ source }) => source), ...inputs.slice(1), labels, images];
  return [...new Set(named)].filter((path) => path !== undefined);
}

/** Runs, then writes the report, which is complete or absent; that it can be written is known before. */
async function withReport(
  flags: EnsembleFlags,
  { inputs, report, leastSure }: EnsemblePlan,
  recorded: RecordedTeam | undefined,
  files: readonly string[],
  run: () => Promise<void>,
): Promise<void> {
  if (report === undefined || recorded === undefined) {
    await run();
    return;
  }
  if (report.path === flags.output) {
    throw new UsageError('--report and --output name the same file');
  }
  const output = await openOutput(report.path, [inputs[0], ...files], '--report');
  try {
    const images = await readTeamImages(flags.images);
    await run();
    await output.write(
      await teamReportText(recorded, { ...report, leastSure, images, inputs }).catch(
        (error: unknown) => {
          throw errorOfRows(inputs[0], error);
        },
      ),
    );
    await output.finish();
  } catch (error) {
    await output.discard();
    throw error;
  }
}
