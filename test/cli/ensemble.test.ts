// `wasmojo ensemble`: the library's teams as files.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  FeatureStack,
  teamMetrics,
  teamReport,
  type Frame,
  type Model,
  type TeamPerformance,
} from '../../src/node.js';
import { writeIdxLabels, writeIdx } from '../../src/imaging/node.js';
import { TeamScores } from '../../src/teams/team-scores.js';
import { answersOf, loadModels, SMALL_DIGITS } from '../support/mnist.js';
import { parsePlainCsv } from '../support/plain-csv.js';
import { linesOf, runCli, temporaryFolder } from './run-cli.js';

const folder = temporaryFolder();
const mojo = (name: string) => SMALL_DIGITS.mojo(name);
const MEMBERS = ['DL1', 'DL2', 'GBM'];
const mojos = MEMBERS.flatMap((name) => ['--mojo', mojo(name)]);
const DIGITS = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'];

/** From H2O's recorded probabilities. */
const scores = new TeamScores(
  MEMBERS,
  DIGITS,
  MEMBERS.map((name) => {
    const { values } = answersOf(SMALL_DIGITS, `${name}.probs.60.npy`);
    return DIGITS.map((_, c) =>
      Float64Array.from({ length: 60 }, (_row, row) => values[row * 10 + c]),
    );
  }),
);
let digits: Frame;
/** Features of AE16 and AE8, which DL1 and GBM read, and of AE24, which DL2 reads. */
let stacked: string;
let alone: string;

beforeAll(async () => {
  digits = SMALL_DIGITS.digits(60);
  const models = await loadModels(SMALL_DIGITS, ['AE16', 'AE24', 'AE8']);
  const model = (name: string): Model => models.get(name)!;
  const ae8 = { model: model('AE8'), prefix: 'AE8.', from: { model: model('AE24') } };
  const both = [{ model: model('AE16'), prefix: 'AE16.' }, ae8];
  stacked = await written('stacked.csv', both);
  alone = await written('alone.csv', [{ model: model('AE24'), prefix: 'AE24.' }]);
  for (const one of models.values()) one.dispose();
});

async function written(name: string, sources: Parameters<typeof FeatureStack.create>[0]) {
  const stack = await FeatureStack.create(sources, { keep: ['answer'] });
  const frame = await stack.features(digits);
  const rows = frame.toRows().map((row) => Object.values(row).join(','));
  const path = folder.at(name);
  writeFileSync(path, `${frame.names.join(',')}\n${rows.join('\n')}\n`);
  return path;
}

/** Each member with its own file. */
const inputs = () => [stacked, alone, stacked].flatMap((path) => ['--input', path]);
const ensemble = (...flags: string[]) => runCli(['ensemble', ...mojos, ...inputs(), ...flags]);
/** As JSON has it, where NaN is text. */
const asJson = (value: object): unknown =>
  JSON.parse(JSON.stringify(value, (_, one: unknown) => (Number.isNaN(one) ? 'NaN' : one)));
const report = () => teamReport(scores, digits.column('answer'));

describe('ensemble', () => {
  it('adds probabilities up, of members that read different files', async () => {
    const { status, stdout, stderr } = await ensemble();
    expect([status, stderr]).toEqual([
      0,
      expect.stringMatching(/^note: .*does not use: "answer"\nnote: .*alone\.csv: .*"answer"\n$/),
    ]);
    const [header, ...rows] = parsePlainCsv(stdout.toString());
    expect(header).toEqual(['predict', ...DIGITS.map((digit) => `p${digit}`)]);
    expect(rows.map(([label]) => label)).toEqual([...scores.team].map((code) => DIGITS[code]));
    rows.forEach((row, r) => {
      expect(row.slice(1).map(Number)).toEqual(scores.sums.map((sum) => sum[r] / 3));
    });
  });

  it.each([
    [['--vote'], 'lowest-class'],
    [['--vote', '--tie', 'lowest'], 'lowest-class'],
    [['--vote', '--tie', 'sum'], 'largest-sum'],
  ] as const)('takes votes with %j', async (flags, tie) => {
    const { stdout } = await ensemble(...flags, '--quiet');
    const labels = parsePlainCsv(stdout.toString())
      .slice(1)
      .map(([label]) => label);
    expect(labels).toEqual([...scores.vote(tie).labels].map((code) => DIGITS[code]));
  });

  it('reads one file, or stdin, for all members', async () => {
    const members = ['--mojo', mojo('DL1'), '--mojo', mojo('GBM')];
    const { status, stdout, stderr } = await runCli(
      ['ensemble', ...members, '--input', '-', '--keep', 'answer', '--correct-models'],
      { input: gzipSync(readFileSync(stacked)) },
    );
    expect([status, stderr]).toEqual([0, '']);
    const [header, first] = parsePlainCsv(stdout.toString());
    expect([header[0], header.at(-1), first[0]]).toEqual([
      'answer',
      'correct_models',
      String(digits.row(0).answer),
    ]);
  });

  it('counts correct models a row', async () => {
    const { stdout } = await ensemble('--correct-models', '--format', 'jsonl', '--quiet');
    const rows = linesOf(stdout).map((line) => JSON.parse(line) as { correct_models: number });
    const counts = report().correctModels.map(({ models }) => {
      return rows.filter((row) => row.correct_models === models).length;
    });
    expect(counts).toEqual(report().correctModels.map(({ rows: own }) => own));
  });

  it('has the same bytes on several threads', async () => {
    const [one, three] = [await ensemble('--quiet'), await ensemble('--quiet', '--threads', '3')];
    expect(three.stdout.equals(one.stdout)).toBe(true);
  });

  it('shows progress when asked, and counts rows once', async () => {
    const { stderr } = await ensemble('--progress', '--quiet', '--output', folder.at('p.csv'));
    expect(stderr).toMatch(/100 %.* 60 rows/);
  });

  it('explains itself', async () => {
    const { status, stdout } = await runCli(['ensemble', '--help']);
    expect(status).toBe(0);
    expect(stdout.toString()).toContain('--report team.html');
  });
});

describe('reports', () => {
  it('as JSON are the tables of the library', async () => {
    const path = folder.at('team.json');
    const flags = ['--report', path, '--output', folder.at('a.csv'), '--quiet'];
    expect((await ensemble(...flags)).status).toBe(0);
    const { performance, ...tables } = JSON.parse(readFileSync(path, 'utf8')) as {
      performance: TeamPerformance;
    };
    expect(performance.members.map(({ name }) => name)).toEqual(MEMBERS);
    expect(tables).toEqual(asJson(report()));
  });

  it.each([
    [[], undefined],
    [['--vote'], 'lowest-class'],
  ] as const)('with %j have the metrics of each member, and of the team', async (flags, tie) => {
    const path = folder.at('measured.json');
    const more = ['--report', path, '--output', folder.at('m.csv'), '--quiet'];
    expect((await ensemble(...flags, ...more)).status).toBe(0);
    const { performance } = JSON.parse(readFileSync(path, 'utf8')) as {
      performance: TeamPerformance;
    };
    const labels = tie && scores.vote(tie).labels;
    expect(performance.team).toEqual(
      asJson(await teamMetrics(scores, digits.column('answer'), labels)),
    );
    for (const [name, input] of [
      ['DL1', stacked],
      ['GBM', stacked],
    ] as const) {
      const own = await runCli(['performance', '--mojo', mojo(name), '--input', input, '--json']);
      const found = performance.members.find((member) => member.name === name);
      expect(found?.metrics).toEqual(JSON.parse(own.stdout.toString()));
    }
  });

  it('may be of rows without an answer, where there is nothing to measure', async () => {
    const [path, output] = [folder.at('failed.json'), folder.at('failed.jsonl')];
    const bad = folder.at('all-bad.csv');
    const [header, row] = linesOf(readFileSync(stacked, 'utf8'));
    writeFileSync(bad, `${header}\n${row.replace(/^[^,]*/, 'far')}\n`);
    const members = ['--mojo', mojo('DL1'), '--mojo', mojo('GBM'), '--input', bad];
    const reported = ['--format', 'jsonl', '--on-row-error', 'report', '--output', output];
    const { status } = await runCli(['ensemble', ...members, ...reported, '--report', path]);
    expect(status).toBe(0);
    const all = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;
    expect(all).toMatchObject({ rows: 1, team: { errors: 1 } });
    expect(all).not.toHaveProperty('performance');
  });

  it('have all tables of answers that H2O measures nothing of', async () => {
    const path = folder.at('unseen.json');
    const at = (file: string) =>
      fileURLToPath(
        new URL(`../fixtures/performance/bin_unseen_response/${file}`, import.meta.url),
      );
    const members = ['--mojo', `a=${at('model.zip')}`, '--mojo', `b=${at('model.zip')}`];
    const files = ['--input', at('data.csv'), '--report', path, '--output', folder.at('c.csv')];
    const { status, stderr } = await runCli(['ensemble', ...members, ...files]);
    expect(status, stderr).toBe(0);
    expect(stderr).toMatch(/^note: the report is without H2O's metrics: .*other_answer/m);
    const all = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;
    expect(all).toMatchObject({ members: [{ name: 'a' }, { name: 'b' }] });
    expect(all).not.toHaveProperty('performance');
  });

  it('as CSV have every count in a line of its own', async () => {
    const path = folder.at('team.csv');
    const flags = ['--response', 'answer', '--report', path, '--output', folder.at('b.csv')];
    expect((await ensemble(...flags, '--quiet')).status).toBe(0);
    const [header, ...lines] = parsePlainCsv(readFileSync(path, 'utf8'));
    expect(header).toEqual(['table', 'of', 'row', 'column', 'value']);
    const value = (...names: string[]) => {
      return lines.find((line) => names.every((name, i) => line[i] === name))?.[4];
    };
    const { correctModels, team, members, agreement } = report();
    for (const { models, rows, cumulative } of correctModels) {
      expect(value('correct models', '', String(models), 'rows')).toBe(String(rows));
      expect(value('correct models', '', String(models), 'cumulative')).toBe(String(cumulative));
    }
    expect(value('errors', 'team', '', 'errors')).toBe(String(team.errors));
    expect(value('errors', 'DL2', '', 'errorRate')).toBe(String(members[1].errorRate));
    expect(value('confusion', 'GBM', '9', '4')).toBe(String(members[2].confusion[9][4]));
    expect(Number(value('performance', 'GBM', '', 'nobs'))).toBe(60);
    expect(value('performance', 'team', '', 'logloss')).toMatch(/^\d\.\d+$/);
    expect(value('agreement', '', 'DL1', 'GBM')).toBe(String(agreement.pairs[0][2]));
  });

  it('as HTML draw the rows, and take answers from an idx file', async () => {
    const [images, labels] = [folder.at('digits.idx'), folder.at('labels-idx1-ubyte')];
    const pixels = digits.columns.slice(0, 196).map(({ values }) => values!);
    const data = Uint8Array.from(
      { length: 60 * 196 },
      (_, i) => pixels[i % 196][Math.floor(i / 196)],
    );
    writeFileSync(images, writeIdx({ data, count: 60, width: 14, height: 14, channels: 1 }));
    const answers = Int32Array.from(digits.toRows(), ({ answer }) => Number(answer));
    writeFileSync(labels, writeIdxLabels(answers));
    const path = folder.at('team.html.gz');
    const flags = ['--report', path, '--labels', labels, '--images', images];
    const more = ['--low-confidence', '7', '--output', folder.at('c.csv'), '--quiet'];
    const { status, stderr } = await ensemble(...flags, ...more);
    expect([status, stderr]).toEqual([0, '']);
    const html = (await import('node:zlib')).gunzipSync(readFileSync(path)).toString();
    const drawn = html.match(/<img /g)?.length;
    expect(drawn).toBe(report().nobodyRight.length + 7);
    expect(html).toContain('The 7 rows with the smallest gaps');
    expect(html).toMatch(/<th[^>]*>mean_per_class_error</);
  });
});

describe('members that were trained with weights', () => {
  const at = (name: string) =>
    fileURLToPath(new URL(`../fixtures/performance/${name}`, import.meta.url));
  const rows = at('bin_weights/data.csv');
  const measured = async (other: string, ...flags: string[]) => {
    const path = folder.at('weighted.json');
    const members = ['--mojo', `a=${at('bin_weights/model.zip')}`, '--mojo', `b=${at(other)}`];
    const files = ['--input', rows, '--report', path, '--output', folder.at('weighted.csv')];
    const run = await runCli(['ensemble', ...members, ...files, ...flags]);
    expect(run.status, run.stderr).toBe(0);
    const { performance } = JSON.parse(readFileSync(path, 'utf8')) as {
      performance: TeamPerformance;
    };
    return { ...run, performance };
  };
  const own = async (...flags: string[]) => {
    const { stdout } = await runCli(['performance', '--input', rows, '--json', ...flags]);
    return JSON.parse(stdout.toString()) as unknown;
  };

  it('are measured as performance does, and so is the team', async () => {
    const { performance, stderr } = await measured('bin_weights/model.zip');
    const { members, team, teamWeights } = performance;
    expect(stderr).not.toMatch(/does not use.*"w"/);
    expect(members.map(({ weights, metrics }) => [weights, metrics.nobs])).toEqual([
      ['w', 232],
      ['w', 232],
    ]);
    expect(members[0].metrics).toEqual(await own('--mojo', at('bin_weights/model.zip')));
    expect([teamWeights, team.nobs, team.AUC]).toEqual(['w', 232, members[0].metrics.AUC]);
  });

  it('count rows of the team once beside others, unless a column is named', async () => {
    const other = 'bin_many_scores/model.zip';
    const { performance, stderr } = await measured(other);
    expect(performance.members.map(({ weights }) => weights)).toEqual(['w', null]);
    expect([performance.teamWeights, performance.team.nobs]).toEqual([null, 242]);
    expect(stderr).toContain('the team count every row once; --weights names a column');
    const named = await measured(other, '--weights', 'w');
    expect(named.stderr).not.toContain('--weights');
    const { members, teamWeights, team } = named.performance;
    expect([teamWeights, team.nobs]).toEqual(['w', 232]);
    expect(members[1].metrics).toEqual(await own('--mojo', at(other), '--weights', 'w'));
  });

  it('are told in reports for people and in CSV', async () => {
    const members = ['bin_weights', 'bin_many_scores'].flatMap((name) => [
      '--mojo',
      `${name}=${at(`${name}/model.zip`)}`,
    ]);
    const run = async (name: string) => {
      const path = folder.at(name);
      const flags = ['--input', rows, '--report', path, '--output', folder.at('w.csv'), '--quiet'];
      expect((await runCli(['ensemble', ...members, ...flags])).status).toBe(0);
      return readFileSync(path, 'utf8');
    };
    expect(await run('weighted.csv.csv')).toContain('performance,bin_weights,,weights,w\n');
    const html = await run('weighted.html');
    expect(html).toMatch(/<th[^>]*>weights<\/th><td>w<\/td><td>–<\/td><td>–<\/td>/);
    expect(html).toContain('members were trained with different columns');
  });

  it('refuse a column that is not there', async () => {
    const members = ['--mojo', at('bin_weights/model.zip'), '--input', rows];
    const flags = ['--report', folder.at('never.json'), '--weights', 'v'];
    const { status, stderr } = await runCli(['ensemble', ...members, ...flags]);
    expect([status, existsSync(folder.at('never.json'))]).toEqual([1, false]);
    expect(stderr).toContain('column "v" is missing');
  });
});

describe('wrong usage, status 2', () => {
  it.each([
    ['two members of one name', ['--mojo', mojo('DL1')], 'name them'],
    ['a tie rule without votes', ['--tie', 'sum'], '--vote'],
    ['another tie rule', ['--vote', '--tie', 'x'], 'lowest or sum'],
    ['a report of another kind', ['--report', 'team.txt'], '.html, .json or .csv'],
    ['a response that nobody needs', ['--response', 'answer'], '--report'],
    ['weights without report', ['--weights', 'w'], '--report'],
    ['images without report', ['--images', 'x.idx'], '--report'],
    ['a number that is none', ['--report', 'x.json', '--low-confidence', 'x'], '--low-confidence'],
    ['one file for both', ['--report', 'x.csv', '--output', 'x.csv'], 'same file'],
    ['an input too many', ['--input', 'x.csv'], 'one for each of the 3 members'],
  ])('%s', async (_, flags, text) => {
    const { status, stderr, stdout } = await ensemble(...flags);
    expect([status, stdout.length]).toEqual([2, 0]);
    expect(stderr).toContain(text);
  });

  it('a model at no URL is named, without a stack', async () => {
    const result = await runCli(['ensemble', '--mojo', 'http://', '--input', 'x.csv']);
    expect(result.status).toBe(1);
    expect(result.stderr.trim().split('\n')).toHaveLength(1);
  });

  it('a report that is one of the files that are read', async () => {
    const before = readFileSync(stacked);
    const { status } = await ensemble('--report', stacked);
    expect(status).toBe(2);
    expect(readFileSync(stacked).equals(before)).toBe(true);
  });
});

describe('the input or a model is at fault, status 1', () => {
  it('files of different lengths, and nothing is written', async () => {
    const lines = readFileSync(alone, 'utf8').trim().split('\n');
    for (const [rows, found] of [
      [59, 'number 59'],
      [61, 'number 61'],
    ] as const) {
      const other = folder.at(`alone-${rows}.csv`);
      writeFileSync(other, [...lines, lines[1]].slice(0, rows + 1).join('\n'));
      const [output, path] = [folder.at('never.csv'), folder.at('never.json')];
      const files = [stacked, other, stacked].flatMap((one) => ['--input', one]);
      const out = ['--output', output, '--report', path];
      const { status, stderr } = await runCli(['ensemble', ...mojos, ...files, ...out]);
      expect([status, existsSync(output), existsSync(path)]).toEqual([1, false, false]);
      expect(stderr).toMatch(new RegExp(`alone-${rows}\\.csv: .*the frames of member DL2`));
      expect(stderr).toContain(found);
    }
  });

  it('names the file, the row and the value', async () => {
    const bad = folder.at('bad.csv');
    const lines = readFileSync(alone, 'utf8').split('\n');
    lines[3] = lines[3].replace(/^[^,]*/, 'far');
    writeFileSync(bad, lines.join('\n'));
    const files = [stacked, bad, stacked].flatMap((one) => ['--input', one]);
    const { status, stderr } = await runCli(['ensemble', ...mojos, ...files]);
    expect(status).toBe(1);
    expect(stderr).toMatch(/bad\.csv: row 2, column ".*": "far" is not a number/);
  });

  it('answers that are not there', async () => {
    const { status, stderr } = await ensemble('--correct-models', '--response', 'nothing');
    expect(status).toBe(1);
    expect(stderr).toContain('column "nothing" is missing');
    expect(stderr).toContain('--response');
  });

  it('members of other classes', async () => {
    const { status, stderr } = await ensemble('--vote', '--mojo', mojo('AE16'), '--input', stacked);
    expect(status).toBe(1);
    expect(stderr).toContain('member AE16 must be a classifier');
  });
});
