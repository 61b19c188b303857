import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gunzipSync, gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  augment,
  readImages,
  readLabels,
  sliceImages,
  writeIdx,
  writeIdxLabels,
  type AugmentOptions,
} from '../../src/imaging/node.js';
import { someImages } from '../imaging/files/bytes.js';
import { linesOf, runCli, temporaryFolder } from './run-cli.js';

/** Enough for threads to start. */
const IMAGES = someImages(700, 8, 8);
const FEW = sliceImages(IMAGES, 0, 3);

describe('wasmojo augment', () => {
  const folder = temporaryFolder();
  const at = (name: string) => folder.at(name);
  const run = (...args: string[]) => runCli(['augment', ...args]);
  const made = async (images: typeof IMAGES, options: AugmentOptions) =>
    Buffer.from((await augment(images, options)).data);
  const readBack = async (name: string) => Buffer.from((await readImages(at(name))).images.data);

  beforeAll(async () => {
    await writeFile(at('images.idx'), writeIdx(IMAGES));
    await writeFile(at('few.idx'), writeIdx(FEW));
    await writeFile(at('few-labels.idx'), writeIdxLabels([7, 0, 4]));
  });

  it.skipIf(process.platform === 'win32')(
    'reads pipes that are named as files once, however many images there are',
    async () => {
      const count = 1025;
      const many = { data: new Uint8Array(count * 65536), count, width: 256, height: 256 };
      await writeFile(at('many.idx.gz'), gzipSync(writeIdx({ ...many, channels: 1 })));
      const args = ['augment', '--input', '/dev/stdin', '--effects', 'shift', '--output'];
      const piped = `cat "$0" | "$1" "$2" ${args.join(' ')} "$3"`;
      const bin = fileURLToPath(new URL('../../bin/wasmojo.js', import.meta.url));
      const files = [at('many.idx.gz'), process.execPath, bin, at('piped.idx')];
      await promisify(execFile)('sh', ['-c', piped, ...files]);
      expect((await readImages(at('piped.idx'))).images.count).toBe(count);
    },
  );

  it('writes what the library makes, whatever the threads, and answers, draws and a sheet beside it', async () => {
    const labels = Int32Array.from({ length: IMAGES.count }, (_, i) => i % 10);
    await writeFile(at('labels.idx'), writeIdxLabels(labels));
    const flags = [
      '--input',
      at('images.idx'),
      '--effects',
      'rotate,all2',
      '--seed',
      '3',
      '--copies',
      '2',
    ];
    const beside = [
      '--labels',
      at('labels.idx'),
      '--output-labels',
      at('out-labels.idx.gz'),
      '--draws',
      at('draws.jsonl'),
    ];
    const { status, stderr } = await run(
      ...flags,
      ...beside,
      '--output',
      at('out.idx.gz'),
      '--sheet',
      at('sheet.png'),
    );
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const expected = await made(IMAGES, { effects: ['rotate', 'all2'], seed: 3, copies: 2 });
    expect((await readBack('out.idx.gz')).equals(expected)).toBe(true);
    expect([...(await readLabels(at('out-labels.idx.gz')))]).toEqual([
      ...labels,
      ...labels,
      ...labels,
      ...labels,
    ]);
    const { images: sheet } = await readImages(at('sheet.png'));
    // Twelve images of 8 x 8, doubled, in a row of originals and one per effect and copy.
    expect(sheet).toMatchObject({ width: 12 * 18 + 2, height: 5 * 18 + 2 });

    expect((await run(...flags, '--output', at('two.idx'), '--threads', '2')).status).toBe(0);
    expect((await readBack('two.idx')).equals(expected)).toBe(true);

    const replay = ['--input', at('images.idx'), '--replay', at('draws.jsonl')];
    expect((await run(...replay, '--output', at('again.idx'))).status).toBe(0);
    expect((await readBack('again.idx')).equals(expected)).toBe(true);
  });

  it('writes a CSV with the answers in it, and reads it', async () => {
    const flags = ['--effects', 'shift', '--labels', at('few-labels.idx')];
    expect(
      (await run('--input', at('few.idx'), ...flags, '--output', at('few.csv.gz'))).status,
    ).toBe(0);
    const lines = linesOf(gunzipSync(await readFile(at('few.csv.gz'))));
    expect(lines[0]).toMatch(/^C1,.*,C64,C65$/);
    expect(lines.slice(1).map((line) => line.split(',').at(-1))).toEqual(['7', '0', '4']);

    const { status, stdout, stderr } = await run(
      '--input',
      at('few.csv.gz'),
      '--effects',
      'bold',
      '--output',
      '-',
    );
    expect(status).toBe(0);
    expect(stderr).toContain('--output-labels');
    const shifted = await augment(FEW, { effects: ['shift'] });
    expect(stdout.subarray(16).equals(await made(shifted, { effects: ['bold'] }))).toBe(true);
  });

  it('writes a folder of PNG files, and reads it', async () => {
    expect(
      (await run('--input', at('few.idx'), '--effects', 'bold', '--output', `${at('pngs')}/`))
        .status,
    ).toBe(0);
    expect(await readdir(at('pngs'))).toEqual(['000000.png', '000001.png', '000002.png']);
    expect((await readBack('pngs')).equals(await made(FEW, { effects: ['bold'] }))).toBe(true);
    const again = await run(
      '--input',
      at('pngs'),
      '--effects',
      'erode',
      '--output',
      `${at('pngs')}/`,
    );
    expect(again).toMatchObject({ status: 2 });
    expect(again.stderr).toContain('is there already');
    const one = await run(
      '--input',
      at('pngs/000001.png'),
      '--effects',
      'erode',
      '--output',
      at('one.png'),
    );
    expect(one.status).toBe(0);
    expect((await readImages(at('one.png'))).images).toMatchObject({
      count: 1,
      width: 8,
      height: 8,
    });
  });

  it('reads stdin', async () => {
    const options = { input: writeIdx(FEW) };
    const flags = ['--effects', 'dilate', '--output', '-', '--format', 'csv', '--no-header'];
    const { status, stdout } = await runCli(['augment', '--input', '-', ...flags], options);
    expect(status).toBe(0);
    expect(linesOf(stdout)).toHaveLength(3);
  });

  it('shows its progress in images', async () => {
    const { stderr } = await run(
      '--input',
      at('few.idx'),
      '--effects',
      'bold',
      '--output',
      '-',
      '--progress',
    );
    expect(stderr).toMatch(/\[#{24}\] 100 % {2}3 images, [\d,]+ images\/s/);
  });

  it.each([
    ['an unknown effect', ['--effects', 'swirl'], '--effects: expected rotate'],
    ['no effect', [], '--effects or --replay'],
    ['a seed that is no number', ['--effects', 'bold', '--seed', '-1'], '--seed'],
    ['an unknown rule', ['--effects', 'bold', '--rules', 'cimg'], '--rules: expected imager-1.0.3'],
    [
      'effects besides a replay',
      ['--effects', 'bold', '--replay', 'x'],
      'does not go with --replay',
    ],
    ['answers that go nowhere', ['--effects', 'bold', '--labels', 'x'], '--output-labels'],
    ['several images in one PNG', ['--effects', 'bold', '--format', 'png'], 'a folder'],
    [
      'two outputs in one place',
      ['--effects', 'bold', '--output', '-', '--draws', '-'],
      'stdout cannot take several outputs',
    ],
    [
      'native kernels',
      ['--effects', 'bold', '--backend', 'native'],
      '--backend: expected auto, wasm, js',
    ],
  ])('refuses %s, and writes nothing', async (_, flags, message) => {
    const { status, stderr } = await run(
      '--input',
      at('few.idx'),
      '--output',
      at('empty.idx'),
      ...flags,
    );
    expect(status).toBe(2);
    expect(stderr).toContain(message);
    expect((await readdir(folder.path)).filter((name) => name.startsWith('none'))).toEqual([]);
  });

  it('refuses more images than an idx file can have, before it makes one', async () => {
    const many = ['--effects', 'bold,shift,rotate,warp,all,all2,dilate', '--copies', '1000000'];
    const { status, stderr } = await run(
      '--input',
      at('images.idx'),
      ...many,
      '--output',
      at('empty.idx'),
    );
    expect(status).toBe(1);
    expect(stderr).toContain('4900000000 is over the limit images = 4294967295');
    expect((await readdir(folder.path)).filter((name) => name.includes('none'))).toEqual([]);
  });

  it.each([
    [
      'a file that is cut',
      async () => writeFile(at('bad'), writeIdx(FEW).subarray(0, 100)),
      'bad: image 1: the file ends after 20 of its 64',
    ],
    [
      'a folder without images',
      () => mkdir(at('bad-folder')),
      'bad-folder: the folder has no file *.png',
    ],
  ])('names %s, and writes nothing', async (_, prepare, message) => {
    await prepare();
    const name = message.slice(0, message.indexOf(':'));
    const { status, stderr } = await run(
      '--input',
      at(name),
      '--effects',
      'bold',
      '--output',
      at('empty.idx'),
    );
    expect(status).toBe(1);
    expect(stderr).toContain(message);
    expect((await readdir(folder.path)).filter((file) => file.startsWith('none'))).toEqual([]);
  });

  it('has no sheet of no images', async () => {
    const [input, output] = [folder.at('empty.idx'), folder.at('empty-made.idx')];
    await writeFile(
      input,
      writeIdx({ data: new Uint8Array(), count: 0, width: 4, height: 4, channels: 1 }),
    );
    const flags = ['--effects', 'shift', '--output', output];
    const run = await runCli([
      'augment',
      '--input',
      input,
      ...flags,
      '--sheet',
      folder.at('empty.png'),
    ]);
    expect([run.status, existsSync(output), existsSync(folder.at('empty.png'))]).toEqual([
      1,
      false,
      false,
    ]);
    expect(run.stderr).toContain('empty.idx: --sheet: there are no images to draw');
    expect((await runCli(['augment', '--input', input, ...flags])).status).toBe(0);
  });

  it('names draws and answers that do not fit, and writes nothing', async () => {
    const failed = async (...flags: string[]) => {
      const { status, stderr } = await run(
        '--input',
        at('few.idx'),
        '--output',
        at('none.csv'),
        ...flags,
      );
      expect(status).toBe(1);
      expect((await readdir(folder.path)).filter((name) => name.startsWith('none'))).toEqual([]);
      return stderr;
    };
    const good = '{"effect":"shift","seed":0,"image":0,"copy":0,"draws":{"d":[1,0]}}';
    await writeFile(at('bad.jsonl'), `${good}\n${good.replace('[1,0]', '1')}\n`);
    expect(await failed('--replay', at('bad.jsonl'))).toContain('bad.jsonl: draws 1: ');
    await writeFile(at('bad.jsonl'), `${good}\nnull`);
    expect(await failed('--replay', at('bad.jsonl'))).toContain(
      'bad.jsonl: line 2 is no JSON object',
    );
    await writeFile(at('two-labels.idx'), writeIdxLabels([1, 2]));
    const labels = await failed('--effects', 'bold', '--labels', at('two-labels.idx'));
    expect(labels).toContain('two-labels.idx: 2 labels for 3 images');
  });
});
