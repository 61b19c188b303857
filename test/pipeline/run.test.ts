// runPipeline: what it writes, and what it keeps of earlier runs.
import { existsSync } from 'node:fs';
import { readFile, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import { relative } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  FeatureStack,
  FileError,
  loadMojo,
  readCsv,
  readParquet,
  runPipeline,
  type FinishedPart,
  type TeamReport,
} from '../../src/node.js';
import {
  augment,
  imagesToFrame,
  readImages,
  writeIdx,
  writeIdxLabels,
} from '../../src/imaging/node.js';
import {
  DESCRIPTION,
  exampleFolders,
  IMAGES,
  LABELS,
  TRAIN_IMAGES,
  WRITTEN,
  type ExampleFolder,
} from '../support/example-pipeline.js';

const newFolder = exampleFolders();

/** Parts that were done anew. */
const redone = (parts: readonly FinishedPart[]) =>
  parts.filter(({ kept }) => !kept).map(({ part }) => part);

const ALL_PARTS = [
  'augment[0] shift 1',
  'augment[0] shift 2',
  'augment[0] bold 1',
  'augment[0] bold 2',
  'train[0]',
  'features',
  'score',
  'report',
];

describe('a run', () => {
  let folder: ExampleFolder;
  let path: string;

  beforeAll(async () => {
    folder = await newFolder();
    path = await folder.describe(DESCRIPTION);
    const parts = await runPipeline(path);
    expect(redone(parts)).toEqual(ALL_PARTS);
    expect(parts.flatMap(({ outputs }) => outputs)).toEqual(WRITTEN);
    expect(await folder.partial()).toEqual([]);
  });

  it('predicts what the description predicts as a model', async () => {
    using model = await loadMojo(path);
    const { images } = await readImages(folder.at(IMAGES));
    const predictions = await model.predict(imagesToFrame(images));
    const written = await readCsv(folder.at('out/team.csv'));
    expect(written.names).toEqual(predictions.names);
    const cells = (row: Record<string, unknown>) => Object.values(row).map(Number);
    expect(written.toRows().map(cells)).toEqual(predictions.toRows().map(cells));
  });

  it('augments as augment does, a file for each effect and copy', async () => {
    const { images } = await readImages(folder.at(TRAIN_IMAGES));
    const made = await augment(images, { effects: ['shift', 'bold'], copies: 2, seed: 1 });
    const files = await Promise.all(WRITTEN.slice(0, 4).map((name) => readImages(folder.at(name))));
    const bytes = files.flatMap((file) => [...file.images.data]);
    expect(Buffer.from(bytes).equals(Buffer.from(made.data as Uint8Array))).toBe(true);
  });

  it('writes features with the answers behind them, in pieces as split says', async () => {
    using first = await loadMojo(folder.at('AE16.zip'));
    using second = await loadMojo(folder.at('AE6.zip'));
    const stack = await FeatureStack.create([
      { model: first, prefix: 'AE16.' },
      { model: second, prefix: 'AE6.', from: { model: first } },
    ]);
    const featuresOf = async (name: string) => {
      const { images } = await readImages(folder.at(name));
      return stack.features(imagesToFrame(images));
    };
    const stacked = await readParquet(folder.at('out/stacked.parquet'));
    const expected = await featuresOf(IMAGES);
    expect(stacked.names).toEqual([...expected.names, 'answer']);
    expect(stacked.columns.slice(0, -1).map(({ values }) => values)).toEqual(
      expected.columns.map(({ values }) => values),
    );
    const linesOf = (bytes: Buffer) => bytes.toString().trim().split('\n').slice(1);
    const train = linesOf(await folder.bytes('train.csv'));
    const valid = linesOf(gunzipSync(await folder.bytes('valid.csv.gz')));
    expect([train.length, valid.length]).toEqual([70, 30]);
    const rows = (await featuresOf(TRAIN_IMAGES)).toRows().map((row) => Object.values(row));
    const cells = [...train, ...valid].map((line) => line.split(',').map(Number));
    expect(cells.map((row) => row.slice(0, -1))).toEqual(rows);
    const labels = gunzipSync(await folder.bytes('train-labels-idx1-ubyte.gz')).subarray(8);
    expect(cells.map((row) => row.at(-1))).toEqual([...labels]);
  });

  it('measures members and team, and tells who is right', async () => {
    const team = (await folder.json('out/team.json')) as TeamReport;
    expect(team.members.map(({ name, errors }) => [name, errors])).toEqual([
      ['DL1', 22],
      ['GBM', 37],
    ]);
    expect(team.team.errors).toBe(22);
    const measured = (await folder.json('out/performance.json')) as {
      members: { name: string; metrics: Record<string, number> }[];
      team: Record<string, number>;
    };
    const stacked = await readParquet(folder.at('out/stacked.parquet'));
    for (const { name, metrics } of measured.members) {
      using model = await loadMojo(folder.at(`${name}.zip`));
      const { logloss, MSE } = await model.performance(stacked);
      expect(metrics).toMatchObject({ logloss, MSE, nobs: 200 });
    }
    expect(measured.team.logloss).toBe(team.team.logloss);
  });

  it('makes a report that stands alone', async () => {
    const html = (await folder.bytes('out/report.html')).toString();
    for (const text of ['AE16', 'AE6', 'DL1', 'GBM', 'shift', 'bold']) expect(html).toContain(text);
    expect(html).not.toMatch(/<script|(src|href)="(?!data:|#)/);
  });

  it('keeps what is finished', async () => {
    expect(redone(await runPipeline(path))).toEqual([]);
    const states: string[] = [];
    await runPipeline(path, { onProgress: ({ state }) => states.push(state) });
    expect(states).toEqual(ALL_PARTS.map(() => 'kept'));
  });

  it('keeps it whatever folder it is run from', async () => {
    expect(redone(await runPipeline(relative(process.cwd(), path)))).toEqual([]);
    expect(redone(await runPipeline(path))).toEqual([]);
  });

  it('does everything again with force, to the same bytes', async () => {
    const before = await folder.written();
    expect(redone(await runPipeline(path, { force: true, threads: 2 }))).toEqual(ALL_PARTS);
    expect(await folder.written()).toEqual(before);
  });

  it('writes anew what is gone or has changed', async () => {
    await rm(folder.at('out/team.json'));
    await writeFile(folder.at('more/train-images-bold-1.idx.gz'), 'something else');
    expect(redone(await runPipeline(path))).toEqual(['augment[0] bold 1', 'score']);
    const { mtime } = await stat(folder.at('train.csv'));
    await utimes(folder.at('train.csv'), mtime, new Date(mtime.getTime() - 5000));
    expect(redone(await runPipeline(path))).toEqual(['train[0]']);
  });

  it('takes a record that is damaged for none', async () => {
    for (const record of ['{"version":1,"parts":{"score":{"key":1}}}', '{', 'null', '']) {
      await writeFile(folder.at('.digits.json.done.json'), record);
      expect(redone(await runPipeline(path))).toEqual(ALL_PARTS);
    }
  });
});

describe('what depends on a change is done again', () => {
  const changes: [what: string, description: object, redone: string[]][] = [
    [
      'the seed',
      { ...DESCRIPTION, augment: [{ ...DESCRIPTION.augment[0], seed: 2 }] },
      [...ALL_PARTS.slice(0, 4), 'report'],
    ],
    [
      'an effect more',
      {
        ...DESCRIPTION,
        augment: [{ ...DESCRIPTION.augment[0], effects: ['shift', 'bold', 'warp'] }],
      },
      ['augment[0] warp 1', 'augment[0] warp 2', 'report'],
    ],
    [
      'the rule of the team',
      { ...DESCRIPTION, score: { ...DESCRIPTION.score, team: 'vote' } },
      ['score', 'report'],
    ],
    [
      'the split',
      {
        ...DESCRIPTION,
        train: [{ ...DESCRIPTION.train[0], split: [80, 20] }],
      },
      ['train[0]', 'report'],
    ],
    [
      'a prefix that members do not ask for',
      { ...DESCRIPTION, keep: ['C400'] },
      ['train[0]', 'features', 'score', 'report'],
    ],
  ];

  it.each(changes)('%s', async (_, changed, parts) => {
    const folder = await newFolder();
    const path = await folder.describe(DESCRIPTION);
    await runPipeline(path);
    await folder.describe(changed);
    expect(redone(await runPipeline(path))).toEqual(parts);
  });

  it('an input file', async () => {
    const folder = await newFolder();
    const path = await folder.describe(DESCRIPTION);
    await runPipeline(path);
    const labels = gunzipSync(await folder.bytes(LABELS)).subarray(8);
    const others = [...labels].map((label) => 9 - label);
    await writeFile(folder.at(LABELS), gzipSync(writeIdxLabels(others)));
    expect(redone(await runPipeline(path))).toEqual(['features', 'score', 'report']);
  });
});

describe('a run that is stopped', () => {
  it('leaves nothing unfinished, and the next one goes on to the same bytes', async () => {
    const whole = await newFolder();
    await runPipeline(await whole.describe(DESCRIPTION));
    const folder = await newFolder();
    const path = await folder.describe(DESCRIPTION);
    const stop = new AbortController();
    const run = runPipeline(path, {
      signal: stop.signal,
      onProgress: ({ part, done }) => {
        if (part === 'train[0]' && done > 0) stop.abort(new Error('enough'));
      },
    });
    await expect(run).rejects.toThrow('enough');
    expect(await folder.partial()).toEqual([]);
    const before = await stat(folder.at('more/train-images-bold-2.idx.gz'));
    const parts = redone(await runPipeline(path));
    expect(ALL_PARTS.slice(-4)).toEqual(expect.arrayContaining(parts));
    expect(parts).not.toContain('augment[0] bold 2');
    expect((await stat(folder.at('more/train-images-bold-2.idx.gz'))).ino).toBe(before.ino);
    expect(await folder.written()).toEqual(await whole.written());
  });
});

describe('other rows', () => {
  it.each(['stacked.csv', 'stacked.csv.gz', 'stacked.jsonl', 'stacked.arrow', 'stacked.arrow.gz'])(
    'features through %s give the same team',
    async (features) => {
      const folder = await newFolder();
      const { input, models, features: parts, score, output } = DESCRIPTION;
      const { predictions, team } = output;
      const direct = { input, models, features: parts, score, output: { predictions, team } };
      await runPipeline(await folder.describe(direct));
      const expected = [await folder.bytes(predictions), await folder.bytes(team)];
      const through = { ...direct, output: { ...direct.output, features } };
      await runPipeline(await folder.describe(through));
      expect([await folder.bytes(predictions), await folder.bytes(team)]).toEqual(expected);
    },
  );

  it('a table has its answers in a column', async () => {
    const folder = await newFolder();
    const { models, features, score, output } = DESCRIPTION;
    const { predictions, team } = output;
    await runPipeline(await folder.describe({ ...DESCRIPTION, output: { predictions, team } }));
    const expected = [await folder.bytes(predictions), await folder.bytes(team)];
    const { images } = await readImages(folder.at(IMAGES));
    const labels = gunzipSync(await folder.bytes(LABELS)).subarray(8);
    const frame = imagesToFrame(images, { labels, labelName: 'digit' });
    const lines = frame.toRows().map((row) => Object.values(row).join(','));
    await writeFile(folder.at('digits.csv'), [frame.names.join(','), ...lines].join('\n'));
    const input = { table: 'digits.csv', response: 'digit' };
    const table = { input, models, features, score, output };
    await runPipeline(await folder.describe(table));
    expect([await folder.bytes(predictions), await folder.bytes(team)]).toEqual(expected);
  });

  it('may be none, and are then not measured', async () => {
    const folder = await newFolder();
    const none = { data: new Uint8Array(0), count: 0, width: 28, height: 28, channels: 1 };
    await writeFile(folder.at('none.idx'), writeIdx(none));
    await writeFile(folder.at('none-labels.idx'), writeIdxLabels([]));
    const input = { images: 'none.idx', labels: 'none-labels.idx' };
    const { models, features, score, output } = DESCRIPTION;
    const { performance, ...others } = output;
    const augment = [{ effects: ['all'], of: 'none.idx', output: 'none' }];
    const all = { input, augment, models, features, score, output: others };
    await runPipeline(await folder.describe(all));
    expect((await folder.bytes(others.predictions)).toString()).toMatch(/^predict,p0,.*\n$/);
    expect(await folder.json(others.team)).toMatchObject({ rows: 0, nobodyRight: [] });
    const asked = { input, models, features, score, output: { performance } };
    await expect(runPipeline(await folder.describe(asked))).rejects.toThrow('no row has an answer');
  });

  it('may be images that the run makes', async () => {
    const folder = await newFolder();
    const { augment: items, train: rows, ...others } = DESCRIPTION;
    const made = 'more/train-images-bold-1.idx.gz';
    const train = [{ ...rows[0], images: made }];
    const { models, features } = others;
    const description = { augment: items, train, models, features };
    const path = await folder.describe(description);
    const parts = redone(await runPipeline(path));
    expect(parts).toEqual([...ALL_PARTS.slice(0, 4), 'train[0]']);
    const first = await folder.bytes('train.csv');
    const { images } = await readImages(folder.at(made));
    using model = await loadMojo(folder.at('AE16.zip'));
    const units = await model.deepFeatures(imagesToFrame(images), 1);
    const [, line] = first.toString().split('\n');
    expect(line.split(',').slice(0, 16).map(Number)).toEqual(
      units.columns.map(({ values }) => values?.[0]),
    );
    expect(redone(await runPipeline(path))).toEqual([]);
    const other = [{ ...items[0], seed: 9 }];
    const again = await folder.describe({ ...description, augment: other });
    expect(redone(await runPipeline(again))).toContain('train[0]');
    expect((await folder.bytes('train.csv')).equals(first)).toBe(false);
    const late = [{ ...items[0], of: made, output: 'most' }, items[0]];
    await expect(
      runPipeline(await folder.describe({ ...description, augment: late })),
    ).rejects.toThrow(`augment[1]: ${made} is read, too`);
  });

  it('of a table tell which columns are not there', async () => {
    const folder = await newFolder();
    const { images } = await readImages(folder.at(IMAGES));
    const [first, ...lines] = imagesToFrame(images)
      .toRows()
      .map((row) => Object.values(row).slice(1));
    const names = first.map((_, k) => `C${k + 2}`);
    await writeFile(folder.at('digits.csv'), [names, first, ...lines].join('\n'));
    const { models, features, score } = DESCRIPTION;
    const output = { predictions: 'team.csv', report: 'report.html' };
    const input = { table: 'digits.csv' };
    const path = await folder.describe({ input, models, features, score, output });
    const [scored, report] = await runPipeline(path);
    expect(scored.conversions).toMatchObject({ missingColumns: ['C1'], unknownLevels: [] });
    expect(report.conversions).toBeUndefined();
    const [kept] = await runPipeline(path);
    expect(kept.conversions).toBeUndefined();
  });

  it.each([
    ['members', { score: DESCRIPTION.score }],
    ['no members', {}],
  ])('of a report alone, with %s, tell it, too', async (_, more) => {
    const folder = await newFolder();
    const { images } = await readImages(folder.at(IMAGES));
    const lines = imagesToFrame(images)
      .toRows()
      .slice(0, 20)
      .map((row) => Object.values(row).slice(1));
    const names = lines[0].map((_cell, k) => `C${k + 2}`);
    await writeFile(folder.at('digits.csv'), [names, ...lines].join('\n'));
    const { models, features } = DESCRIPTION;
    const input = { table: 'digits.csv' };
    const output = { report: 'report.html' };
    const [report] = await runPipeline(
      await folder.describe({ input, models, features, ...more, output }),
    );
    expect(report.conversions?.missingColumns).toEqual(['C1']);
  });

  it('of images have the size of those that the models know', async () => {
    const folder = await newFolder();
    const colours = { data: new Uint8Array(720), count: 1, width: 20, height: 12, channels: 3 };
    await writeFile(folder.at('colours.idx'), writeIdx(colours));
    const { models, features, score } = DESCRIPTION;
    const input = { images: 'colours.idx' };
    const output = { predictions: 'team.csv' };
    const path = await folder.describe({ input, models, features, score, output });
    await expect(runPipeline(path)).rejects.toThrow(
      'column "C721" is missing: the images of colours.idx are 20 x 12 x 3',
    );
  });

  it('of larger images are told', async () => {
    const folder = await newFolder();
    const large = {
      data: new Uint8Array(2 * 32 * 34),
      count: 2,
      width: 32,
      height: 34,
      channels: 1,
    };
    await writeFile(folder.at('large.idx'), writeIdx(large));
    const { models, features, score } = DESCRIPTION;
    const output = { predictions: 'team.csv', report: 'report.html' };
    const described = { input: { images: 'large.idx' }, models, features, score, output };
    const [scored, report] = await runPipeline(await folder.describe(described));
    expect(scored.notes).toEqual([
      expect.stringMatching(/read nothing of the last \d+ of 34 lines of the images of large\.idx/),
    ]);
    expect(report.notes).toBeUndefined();
    const own = { ...described, input: { images: IMAGES } };
    const [fitting] = await runPipeline(await folder.describe(own));
    expect(fitting.notes).toBeUndefined();
  });

  it('without answers have no performance, and tables of what can be told', async () => {
    const folder = await newFolder();
    const { models, features, score } = DESCRIPTION;
    const unlabelled = { input: { images: IMAGES }, models, features, score };
    const output = { team: 'team.json', report: 'report.html' };
    await runPipeline(await folder.describe({ ...unlabelled, output }));
    expect(await folder.json('team.json')).toMatchObject({
      rows: 200,
      members: [{ name: 'DL1' }, { name: 'GBM' }],
    });
    const asked = { ...unlabelled, output: { performance: 'performance.json' } };
    await expect(runPipeline(await folder.describe(asked))).rejects.toThrow(
      'output.performance: the rows have no answers',
    );
  });
});

describe('is refused', () => {
  const cases: [what: string, change: object, message: string | RegExp][] = [
    [
      'a split of other rows',
      { train: [{ ...DESCRIPTION.train[0], split: [70, 31] }] },
      'train[0]: split has 101 rows (70 + 31)',
    ],
    [
      'labels of other images',
      { input: { images: IMAGES, labels: 'train-labels-idx1-ubyte.gz' } },
      'output.features: train-labels-idx1-ubyte.gz: 100 labels for 200 images',
    ],
    [
      'two items that write one file',
      { augment: [DESCRIPTION.augment[0], { ...DESCRIPTION.augment[0], seed: 2 }] },
      'augment[1]: more/train-images-shift-1.idx.gz is written twice',
    ],
    [
      'a file that is not there',
      { models: { ...DESCRIPTION.models, GBM: 'gone.zip' } },
      /score: there is no gone.zip; paths are relative/,
    ],
    [
      'a file of images that is none',
      { augment: [{ ...DESCRIPTION.augment[0], of: 'GBM.zip' }] },
      /augment\[0\]: GBM.zip: /,
    ],
    ['a column to keep that is not there', { keep: ['C999'] }, 'C999'],
    ['images in a table', { input: { table: IMAGES } }, 'name it as images'],
  ];

  it.each(cases)('%s', async (_, change, message) => {
    const folder = await newFolder();
    const path = await folder.describe({ ...DESCRIPTION, ...change });
    await expect(runPipeline(path)).rejects.toThrow(message);
    expect(await folder.partial()).toEqual([]);
  });

  it('files to read that are not there, before anything is done', async () => {
    const folder = await newFolder();
    const input = { images: 'gone.idx', labels: LABELS };
    const path = await folder.describe({ ...DESCRIPTION, input });
    await expect(runPipeline(path)).rejects.toThrow('there is no gone.idx');
    await expect(stat(folder.at('more'))).rejects.toThrow('ENOENT');
  });

  it('members that read what nobody gives, before anything is done', async () => {
    const folder = await newFolder();
    const [first] = DESCRIPTION.features;
    const path = await folder.describe({ ...DESCRIPTION, features: [first] });
    await expect(runPipeline(path)).rejects.toThrow(
      /score\.members\[0\]: DL1 reads the column "AE6\.DF\.L1\.C17", which is neither a feature nor kept; the features are "AE16\./,
    );
    const members = { score: { members: ['DL1', 'AE16'] } };
    await expect(
      runPipeline(await folder.describe({ ...DESCRIPTION, ...members })),
    ).rejects.toThrow('score.members: member AE16 must be a classifier');
    const trees = { features: [{ model: 'GBM' }] };
    await expect(runPipeline(await folder.describe({ ...DESCRIPTION, ...trees }))).rejects.toThrow(
      'features: ',
    );
    await expect(stat(folder.at('more'))).rejects.toThrow('ENOENT');
  });

  it.runIf(existsSync('/proc/self'))('a folder that cannot be made, before', async () => {
    const folder = await newFolder();
    const output = { team: '/proc/none/team.json' };
    const path = await folder.describe({ ...DESCRIPTION, output });
    const seen: string[] = [];
    const run = runPipeline(path, { onProgress: ({ state }) => seen.push(state) });
    await expect(run).rejects.toThrow(FileError);
    expect(seen).toEqual([]);
  });

  it('an option that does not exist', async () => {
    const folder = await newFolder();
    const path = await folder.describe(DESCRIPTION);
    await expect(runPipeline(path, { forse: true } as object)).rejects.toThrow(
      'did you mean force',
    );
  });

  it('an output that is a link to an input', async () => {
    const folder = await newFolder();
    const path = await folder.describe({ ...DESCRIPTION, output: { team: 'link.json' } });
    await symlink(folder.at('GBM.zip'), folder.at('link.json'));
    const before = await readFile(folder.at('GBM.zip'));
    await expect(runPipeline(path)).rejects.toThrow('link.json');
    expect(await readFile(folder.at('GBM.zip'))).toEqual(before);
  });
});
