// Images as the rows that a model scores.
import { readFile, writeFile } from 'node:fs/promises';
import JSZip from 'jszip';
import { beforeAll, describe, expect, it } from 'vitest';
import { imagesToFrame, writeIdx } from '../../src/imaging/node.js';
import { CsvWriter } from '../../src/node.js';
import { gzipped, someImages } from '../imaging/files/bytes.js';
import { runCli, temporaryFolder } from './run-cli.js';

const MODEL = new URL('../fixtures/corpus/extendedisolationforest/ext0/model.zip', import.meta.url);
const IMAGES = someImages(50, 3, 1);

describe('predict --input images', () => {
  const folder = temporaryFolder();
  const at = (name: string) => folder.at(name);
  const predict = (input: string, ...flags: string[]) =>
    runCli(['predict', '--mojo', at('pixels.zip'), '--input', input, ...flags]);

  /** A model of three columns, which become pixels. */
  beforeAll(async () => {
    const zip = await JSZip.loadAsync(await readFile(MODEL));
    const ini = await zip.file('model.ini')!.async('string');
    const [head, rest] = ini.split('[columns]\n');
    const renamed = ['C1', 'C2', 'C3', ...rest.split('\n').slice(3)].join('\n');
    zip.file('model.ini', `${head}[columns]\n${renamed}`);
    await writeFile(at('pixels.zip'), await zip.generateAsync({ type: 'nodebuffer' }));
    await writeFile(at('few-idx3-ubyte.gz'), gzipped(writeIdx(IMAGES)));
    const csv = new CsvWriter();
    const frame = imagesToFrame(IMAGES);
    await writeFile(at('few.csv'), [csv.header(frame.names), csv.rows(frame)]);
  });

  it('answers as for a CSV of their pixels', async () => {
    const rows = await predict(at('few.csv'), '--keep', 'C2');
    const images = await predict(at('few-idx3-ubyte.gz'), '--keep', 'C2');
    expect(rows).toMatchObject({ status: 0, stderr: '' });
    expect(images).toMatchObject({ status: 0, stderr: '' });
    expect(images.stdout.toString()).toBe(rows.stdout.toString());
  });

  it('names what is no image, and images of other columns', async () => {
    const csv = await predict(at('few.csv'), '--input-format', 'idx');
    expect(csv.status).toBe(1);
    expect(csv.stderr).toContain('few.csv: no idx file');
    const airlines = new URL('../../examples/airlines/model.zip', import.meta.url).pathname;
    const flags = ['--mojo', airlines, '--input', at('few-idx3-ubyte.gz')];
    const other = await runCli(['predict', ...flags]);
    expect(other.status).toBe(1);
    expect(other.stderr).toContain('is missing');
  });
});
