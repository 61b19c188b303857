import JSZip from 'jszip';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CASES } from '../support/cases.js';
import { runCli, temporaryFolder } from './run-cli.js';

const MOJO = CASES.find(({ name }) => name === 'drf/regression')!.mojo;
const folder = temporaryFolder();

describe('wasmojo export', () => {
  it('writes a zip as it was, into a folder that it makes', async () => {
    const to = folder.at('made/here');
    const { status, stdout } = await runCli(['export', '--mojo', MOJO, '--output', to]);
    expect(status).toBe(0);
    expect(stdout.toString()).toBe(`${to}/model.zip\n`);
    expect(readFileSync(`${to}/model.zip`).equals(readFileSync(MOJO))).toBe(true);
    expect(readdirSync(to)).toEqual(['model.zip']);
  });

  it('packs a folder: the same files with the same bytes', async () => {
    const zip = await JSZip.loadAsync(readFileSync(MOJO));
    const files = Object.values(zip.files).filter(({ dir }) => !dir);
    for (const file of files) {
      const path = folder.at(`unzipped/${file.name}`);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, await file.async('nodebuffer'));
    }
    const args = ['export', '--mojo', folder.at('unzipped'), '--output', folder.path];
    expect((await runCli(args)).status).toBe(0);
    const packed = await JSZip.loadAsync(readFileSync(folder.at('unzipped.zip')));
    const names = Object.values(packed.files).flatMap(({ dir, name }) => (dir ? [] : [name]));
    expect(names.sort()).toEqual(files.map(({ name }) => name).sort());
    for (const file of files) {
      const bytes = await packed.file(file.name)!.async('nodebuffer');
      expect(bytes.equals(await file.async('nodebuffer')), file.name).toBe(true);
    }
  });

  it('writes nothing for what is no MOJO', async () => {
    const bad = folder.at('bad.zip');
    writeFileSync(bad, 'no zip');
    const to = folder.at('nothing');
    const { status, stderr } = await runCli(['export', '--mojo', bad, '--output', to]);
    expect(status).toBe(1);
    expect(stderr).toMatch(/^wasmojo: .*\n$/);
    expect(readdirSync(folder.path)).not.toContain('nothing');
  });
});
