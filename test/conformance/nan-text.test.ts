// The text NaN in a CSV: to PredictCsv a number, which offsets and splines tell apart from an empty cell. The expected lines are PredictCsv's.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { CsvWriter, loadMojo, readCsv } from '../../src/node.js';
import { CASES } from '../support/cases.js';

async function predictCsv(name: string, lines: readonly string[]): Promise<string[]> {
  const { mojo } = CASES.find((golden) => golden.name === name)!;
  using model = await loadMojo(readFileSync(mojo));
  const frame = await readCsv(Buffer.from(lines.join('\n')), { model });
  const answer = await model.predict(frame);
  return Buffer.from(new CsvWriter().rows(answer, 0, answer.rowCount))
    .toString()
    .trimEnd()
    .split('\n');
}

describe('the text NaN', () => {
  const HEADER = 'x1,x2,x3,x4,c3,c20,c40,bin,off';
  const row = (x2: string, offset: string) => `1.5,${x2},26,-96.57,mid,[columns],L28,N,${offset}`;

  it('is an offset, whose answer is NaN', async () => {
    const lines = [HEADER, row('6.115', '0.34'), row('6.115', 'NaN')];
    expect(await predictCsv('glm/offset_bin', lines)).toEqual([
      'yes,0.16893739327429236,0.8310626067257076',
      'no,NA,NA',
    ]);
  });

  it('is a missing value in other columns', async () => {
    const lines = [HEADER, row('NaN', '-0.5'), row('', '-0.5')];
    expect(await predictCsv('glm/offset_bin', lines)).toEqual(
      Array(2).fill('yes,0.3192074786294047,0.6807925213705953'),
    );
  });

  it('is no offset where the cell is empty', async () => {
    const lines = [HEADER, row('6.115', 'NaN'), row('6.115', '')];
    await expect(predictCsv('glm/offset_bin', lines)).rejects.toThrow('the offset is missing');
  });

  it('goes through a thin plate spline, and an empty cell does not', async () => {
    const lines = ['a,b,c,g', '5.626,0.3,1.5,g2', '5.626,NaN,1.5,g2', '5.626,,1.5,g2'];
    expect(await predictCsv('gam/mix_gaussian', lines)).toEqual([
      '-1.8167618398742795',
      '-1.6960734742077315',
      '-1.777133095049775',
    ]);
  });

  it('counts no more when a later column of the same name has another value', async () => {
    const lines = [`${HEADER},off`, `${row('6.115', 'NaN')},0.34`, `${row('6.115', '0.34')},NaN`];
    expect(await predictCsv('glm/offset_bin', lines)).toEqual([
      'yes,0.16893739327429236,0.8310626067257076',
      'no,NA,NA',
    ]);
  });
});
