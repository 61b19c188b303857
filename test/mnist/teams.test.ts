// Teams of classifiers against what numpy made of H2O's probabilities, and members against H2O itself.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { FeatureStack, Team, teamReport, type Frame } from '../../src/node.js';
import { answerCodes } from '../../src/teams/answer-codes.js';
import { correctModels } from '../../src/teams/correct-models.js';
import {
  answersOf,
  loadModels,
  MNIST_SETS,
  SMALL_DIGITS,
  type MnistSet,
} from '../support/mnist.js';

/** The features that members read, by the names of the autoencoders behind them. */
async function framesFor(set: MnistSet): Promise<(reads: readonly string[]) => Promise<Frame>> {
  const models = await loadModels(
    set,
    set.autoencoders.map(({ name }) => name),
  );
  const digits = set.digits(set.rows.classes);
  const made = new Map<string, Promise<Frame>>();
  return (reads) => {
    const key = reads.join();
    const frame =
      made.get(key) ??
      FeatureStack.create(
        reads.map((name) => {
          const from = set.autoencoders.find((one) => one.name === name)?.from;
          const model = models.get(name)!;
          return { model, prefix: `${name}.`, ...(from && { from: { model: models.get(from)! } }) };
        }),
      ).then((stack) => stack.features(digits));
    made.set(key, frame);
    return frame;
  };
}

it('members that read other frames answer row by row', async () => {
  const { members, rows } = SMALL_DIGITS;
  const models = await loadModels(
    SMALL_DIGITS,
    members.map(({ name }) => name),
  );
  const team = new Team(members.map(({ name }) => ({ name, model: models.get(name)! })));
  const frameFor = await framesFor(SMALL_DIGITS);
  const frames = await Promise.all(members.map(({ reads }) => frameFor(reads)));
  const scores = await team.score(frames);
  expect(scores.members).toEqual(['DL1', 'DL2', 'GBM']);
  members.forEach(({ name }, m) => {
    const { values } = answersOf(SMALL_DIGITS, `${name}.probs.${rows.classes}.npy`);
    scores.probabilities[m].forEach((column, c) => {
      expect(column).toEqual(values.filter((_, i) => i % 10 === c));
    });
  });
});

interface RecordedTeam {
  readonly members: readonly string[];
  readonly member_errors: Readonly<Record<string, { errors: number; error_rate: number }>>;
  readonly team: {
    readonly errors: number;
    readonly error_rate: number;
    readonly logloss_of_mean_probability: number;
    readonly smallest_gap_between_top_two_sums: number;
    readonly confusion_matrix_rows_actual: readonly (readonly number[])[];
  };
  readonly cmc_table: Readonly<Record<string, number>>;
  readonly cmc_cumsum: Readonly<Record<string, number>>;
  readonly majority_vote: {
    readonly rows_with_a_tie: number;
    readonly tie_to_lowest_class: { errors: number };
    readonly tie_to_larger_summed_probability: { errors: number };
  };
  readonly rows_no_member_got_right: readonly number[];
}

const real = MNIST_SETS.filter(({ name }) => name === 'MNIST');

describe.each(real)('teams of $name', (set) => {
  let shared: Promise<{ frame: Frame; models: Awaited<ReturnType<typeof loadModels>> }> | undefined;
  const prepare = async () => {
    const models = await loadModels(
      set,
      set.members.map(({ name }) => name),
    );
    return { models, frame: await (await framesFor(set))(set.stacked) };
  };
  const codes = (file: string) => new Int32Array(readFileSync(set.answers(file)));

  it.each(['team3DL', 'team4', 'team5'])('%s', async (name) => {
    const { models, frame } = await (shared ??= prepare());
    const recorded = JSON.parse(readFileSync(set.answers(`${name}.json`), 'utf8')) as RecordedTeam;
    const members = recorded.members.map((member) => ({
      name: member,
      model: models.get(member)!,
    }));
    const scores = await new Team(members).score(frame);
    expect(scores.team).toEqual(codes(`${name}.team.10000.u8`));
    expect(scores.vote('lowest-class').labels).toEqual(codes(`${name}.vote_low.10000.u8`));
    expect(scores.vote('largest-sum').labels).toEqual(codes(`${name}.vote_sum.10000.u8`));
    recorded.members.forEach((member, m) => {
      expect(scores.labels[m]).toEqual(codes(`${member}.labels.10000.u8`));
    });

    const answers = set.digits(10_000).column('answer');
    const correct = correctModels(scores, answerCodes(scores, answers));
    expect(correct).toEqual(codes(`${name}.cmc.10000.u8`));
    const report = teamReport(scores, answers);
    const { team, majority_vote: votes } = recorded;
    expect(report.rows).toBe(10_000);
    expect(
      Object.fromEntries(
        report.members.map(({ name: member, errors, errorRate }) => [
          member,
          { errors, error_rate: errorRate },
        ]),
      ),
    ).toEqual(recorded.member_errors);
    expect(report.team).toMatchObject({
      errors: team.errors,
      errorRate: team.error_rate,
      confusion: team.confusion_matrix_rows_actual,
    });
    const apart = report.team.logloss / team.logloss_of_mean_probability - 1;
    expect(Math.abs(apart)).toBeLessThan(1e-10);
    const gap = report.leastSure[0].gap / team.smallest_gap_between_top_two_sums - 1;
    expect(Math.abs(gap)).toBeLessThan(1e-10);
    expect(report.votes).toMatchObject({
      'lowest-class': { errors: votes.tie_to_lowest_class.errors, ties: votes.rows_with_a_tie },
      'largest-sum': {
        errors: votes.tie_to_larger_summed_probability.errors,
        ties: votes.rows_with_a_tie,
      },
    });
    const table = report.correctModels;
    expect(Object.fromEntries(table.map((row) => [row.models, row.rows]))).toEqual(
      recorded.cmc_table,
    );
    expect(Object.fromEntries(table.map((row) => [row.models, row.cumulative]))).toEqual(
      recorded.cmc_cumsum,
    );
    expect(report.nobodyRight).toEqual(recorded.rows_no_member_got_right);
  });
});
