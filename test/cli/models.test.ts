import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { mojoFiles, tinyGlm } from '../algos/tiny-models.js';
import { zipOf } from '../mojo/small-mojo.js';
import { linesOf, runCli, temporaryFolder } from './run-cli.js';

const folder = temporaryFolder();
let mojo: string;
let place: string;

beforeAll(async () => {
  mojo = folder.at('tiny.zip');
  place = folder.at('models');
  writeFileSync(mojo, await zipOf(mojoFiles(tinyGlm())));
});

const models = (...args: string[]) => runCli(['models', ...args]);

describe('wasmojo models', () => {
  it('saves under ids and prints the paths', async () => {
    const args = ['save', place, '--mojo', `DL:200x200-500=${mojo}`, '--mojo', mojo];
    const saved = await models(...args);
    expect(saved).toMatchObject({ status: 0, stderr: '' });
    expect(linesOf(saved.stdout)).toEqual([`${place}/DL:200x200-500.zip`, `${place}/tiny.zip`]);
    expect(readFileSync(`${place}/tiny.zip`).equals(readFileSync(mojo))).toBe(true);

    const again = await models(...args);
    expect(again.status).toBe(1);
    expect(linesOf(again.stderr)).toEqual([expect.stringContaining('is there already')]);
    expect(await models(...args, '--force')).toMatchObject({ status: 0, stderr: '' });
    expect(readdirSync(place)).toEqual(['DL:200x200-500.zip', 'tiny.zip']);
  });

  it.each(['list', 'load'])(
    '%s shows what is sound and reports what is broken',
    async (command) => {
      const broken = folder.at(`${command}/in/broken.zip`);
      mkdirSync(folder.at(`${command}/in`), { recursive: true });
      writeFileSync(broken, 'no zip');
      writeFileSync(folder.at(`${command}/good.zip`), readFileSync(mojo));
      const args = [command, folder.at(command)];

      const shallow = await models(...args);
      expect(shallow).toMatchObject({ status: 0, stderr: '' });
      expect(linesOf(shallow.stdout)[2]).toMatch(/^good +Generalized Linear Model\w* +Regression /);

      const deep = await models(...args, '--recursive', '--json');
      expect(deep.status).toBe(0);
      expect(linesOf(deep.stderr)).toEqual([expect.stringContaining(`skipped ${broken}: `)]);
      expect(JSON.parse(deep.stdout.toString())).toMatchObject({
        models: [{ id: 'good', modelCategory: 'Regression' }],
        broken: [{ id: 'broken', path: broken, error: { code: 'MOJO_FORMAT' } }],
      });

      const none = await models(...args, '--recursive', '--pattern', 'broken');
      expect(none).toMatchObject({ status: 1 });
      expect(none.stdout.length).toBe(0);
    },
  );

  it('wrong usage has status 2, a folder that is not there 1', async () => {
    expect(await models('save', place)).toMatchObject({ status: 2 });
    expect(await models('nothing', place)).toMatchObject({ status: 2 });
    const absent = await models('list', folder.at('absent'));
    expect(absent).toMatchObject({ status: 1 });
    expect(absent.stderr).toContain('there is no such file or folder; check the name');
    expect((await models('list', '--help')).stdout.toString()).toMatch(
      /the\s+status\s+is\s+1\s+only/,
    );
  });
});
