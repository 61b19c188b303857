// The flags of low rank models, and words as CSV.
import { writeFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { tinyGlrm, tinyWord2Vec } from '../algos/tiny-dim-models.js';
import { mojoFiles, tinyGlm, type TinyMojo } from '../algos/tiny-models.js';
import { zipOf } from '../mojo/small-mojo.js';
import { linesOf, runCli, temporaryFolder } from './run-cli.js';

const folder = temporaryFolder();
const CSV = 'x0,x1\n1,2\n3,-4\n';

let glrm: string;
let glm: string;
let words: string;

beforeAll(async () => {
  const save = async (name: string, mojo: TinyMojo) => {
    writeFileSync(folder.at(name), await zipOf(mojoFiles(mojo)));
    return folder.at(name);
  };
  const spec = { levelCounts: [], losses: ['Quadratic', 'Quadratic'], rank: 2 };
  glrm = await save('glrm.zip', tinyGlrm({ ...spec, archetypes: [1, 0, 0, 2] }));
  glm = await save('glm.zip', tinyGlm());
  words = await save('words.zip', tinyWord2Vec());
});

const predict = (mojo: string, input: string, ...flags: string[]) =>
  runCli(['predict', '--mojo', mojo, '--input', '-', ...flags], { input });

async function lines(mojo: string, input: string, ...flags: string[]) {
  const { status, stdout, stderr } = await predict(mojo, input, '--quiet', ...flags);
  expect(stderr).toBe('');
  expect(status).toBe(0);
  return linesOf(stdout);
}

describe('low rank models', () => {
  it('write factors, or the columns that these give', async () => {
    const [header, ...factors] = await lines(glrm, CSV, '--glrm-iterations', '500');
    expect(header).toBe('Arch1,Arch2');
    const [names, ...rows] = await lines(glrm, CSV, '--glrmReconstruct', '--glrmIterNumber', '500');
    expect(names).toBe('reconstr_x0,reconstr_x1');
    // The archetypes are columns of their own, so that the factors give the row back.
    rows.forEach((row, r) => {
      const cells = row.split(',').map(Number);
      [
        [1, 2],
        [3, -4],
      ][r].forEach((x, c) => {
        expect(cells[c]).toBeCloseTo(x, 4);
      });
    });
    const jsonl = await lines(
      glrm,
      CSV,
      ...['--glrm-iterations', '500', '--format', 'jsonl', '--glrm-reconstruct'],
    );
    jsonl.forEach((line, r) => {
      const { row, dimensions, reconstructed } = JSON.parse(line) as Record<string, number[]>;
      expect(row).toBe(r);
      expect(dimensions).toEqual(factors[r].split(',').map(Number));
      expect(reconstructed).toEqual(rows[r].split(',').map(Number));
    });
    expect((await lines(glrm, CSV, '--format', 'jsonl'))[0]).not.toContain('reconstructed');
  });

  it('start from the seed that is given', async () => {
    const one = ['--glrm-iterations', '1', '--no-header'];
    const first = await lines(glrm, CSV, ...one);
    expect(await lines(glrm, CSV, ...one, '--glrm-seed', '42')).toEqual(first);
    expect(await lines(glrm, CSV, ...one, '--glrm-seed', '-7')).not.toEqual(first);
  });

  it.each([
    ['--glrm-iterations', '0', 2, 'expected a whole number above 0, got 0'],
    ['--glrm-iterations', 'ten', 2, 'expected a whole number above 0, got ten'],
    ['--glrm-seed', '1.5', 2, 'expected a whole number of 64 bits, got 1.5'],
    ['--glrm-seed', '9223372036854775808', 2, 'expected a whole number of 64 bits'],
  ])('%s %s is wrong usage', async (flag, value, status, message) => {
    const result = await predict(glrm, CSV, flag, value);
    expect(result.status).toBe(status);
    expect(result.stderr).toContain(`${flag}: ${message}`);
  });

  it.each(['--glrm-reconstruct', '--glrm-seed=1', '--glrm-iterations=5'])(
    '%s is refused by other models',
    async (flag) => {
      const { status, stderr, stdout } = await predict(glm, 'x\n1\n', flag);
      expect(status).toBe(1);
      expect(stderr).toContain('this is Generalized Linear Model');
      expect(stdout.toString()).not.toContain('\n1');
    },
  );
});

describe('words', () => {
  it('of any column, without notes on columns', async () => {
    const { stdout, stderr } = await predict(words, 'p,q\na,"b\nc"\nzzz,NA\n', '--keep', 'q');
    expect(stderr).toBe('');
    expect(linesOf(stdout)).toEqual(['q,C1,C2', '"b', 'c",2.0,0.15000000596046448', 'NA,NA,NA']);
  });
});
