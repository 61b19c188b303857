import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  ArgumentError,
  listModels,
  loadModels,
  loadMojo,
  ModelExistsError,
  saveModels,
} from '../../src/node.js';
import { mojoFiles, tinyGbm, tinyGlm, tinyKMeans } from '../algos/tiny-models.js';
import { temporaryFolder } from '../cli/run-cli.js';
import { zipOf } from '../mojo/small-mojo.js';

const folder = temporaryFolder();
const ID = 'DL:200x200-500';
const glm = await zipOf(mojoFiles(tinyGlm()));
const kmeans = await zipOf(mojoFiles(tinyKMeans()));

/** A fresh folder. */
let place: string;
let count = 0;

beforeEach(() => {
  place = folder.at(`models-${count++}`);
});

/** Files by their paths below the folder. */
function put(files: Record<string, Uint8Array | string>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(`${place}/${path}`), { recursive: true });
    writeFileSync(`${place}/${path}`, content);
  }
}

const idsOf = async (options = {}) => (await listModels(place, options)).models.map(({ id }) => id);

describe('saveModels and loadModels', () => {
  it('keep ids and bytes, and return the paths', async () => {
    using a = await loadMojo(glm);
    using b = await loadMojo(kmeans);
    const ids = [ID, 'a/b', '100%', '.hidden', '..', 'Größe 1'];
    const models = ids.map((id, i) => [id, i % 2 === 0 ? a : b] as const);
    const paths = await saveModels(place, models);
    expect(paths).toHaveLength(ids.length);
    expect(paths[0]).toBe(`${place}/${ID}.zip`);
    paths.forEach((path, i) =>
      expect(readFileSync(path).equals(i % 2 === 0 ? glm : kmeans)).toBe(true),
    );
    const loaded = await loadModels(place);
    expect(loaded.broken).toEqual([]);
    expect([...loaded.models.keys()].sort()).toEqual([...ids].sort());
    expect(loaded.models.get(ID)?.algo).toBe('glm');
    for (const model of loaded.models.values()) model.dispose();
  });

  it('overwrite with force only, and else write nothing', async () => {
    using a = await loadMojo(glm);
    using b = await loadMojo(kmeans);
    await saveModels(place, [['m', a]]);
    const both = [
      ['other', a],
      ['m', b],
    ] as const;
    await expect(saveModels(place, both)).rejects.toThrow(ModelExistsError);
    await expect(saveModels(place, both)).rejects.toMatchObject({
      code: 'MODEL_EXISTS',
      path: `${place}/m.zip`,
    });
    expect(readdirSync(place)).toEqual(['m.zip']);
    expect(readFileSync(`${place}/m.zip`).equals(glm)).toBe(true);
    await saveModels(place, both, { force: true });
    expect(readdirSync(place)).toEqual(['m.zip', 'other.zip']);
    expect(readFileSync(`${place}/m.zip`).equals(kmeans)).toBe(true);
  });

  it('tell models of one id apart', async () => {
    using a = await loadMojo(glm);
    using b = await loadMojo(kmeans);
    await saveModels(place, [
      ['m', a],
      ['m', b],
      ['m', a],
    ]);
    expect(await idsOf()).toEqual(['m-2', 'm-3', 'm']);
    expect(readFileSync(`${place}/m-2.zip`).equals(kmeans)).toBe(true);
    await expect(saveModels(place, [['', a]])).rejects.toThrow(ArgumentError);
  });
});

describe('listModels', () => {
  it('tells what each model is, zips and unzipped folders', async () => {
    put({ 'z.zip': kmeans, 'notes.txt': 'none' });
    for (const [name, content] of Object.entries(mojoFiles(tinyGlm()))) {
      put({ [`folder/${name}`]: content });
    }
    const { models, broken } = await listModels(place);
    expect(broken).toEqual([]);
    expect(models).toMatchObject([
      { id: 'folder', path: `${place}/folder`, algo: 'glm', modelCategory: 'Regression' },
      { id: 'z', path: `${place}/z.zip`, algo: 'kmeans', algorithm: 'K-means' },
    ]);
  });

  it('takes patterns, and folders within the folder when asked to', async () => {
    put({
      'DL:1.zip': glm,
      'DL:2.zip': glm,
      'x.zip': glm,
      'deep/DL:3.zip': glm,
      '.old/y.zip': glm,
    });
    expect(await idsOf()).toEqual(['DL:1', 'DL:2', 'x']);
    expect(await idsOf({ recursive: true })).toEqual(['DL:1', 'DL:2', 'DL:3', 'x']);
    expect(await idsOf({ pattern: 'DL:?' })).toEqual(['DL:1', 'DL:2']);
    expect(await idsOf({ pattern: 'DL*', recursive: true })).toEqual(['DL:1', 'DL:2', 'DL:3']);
    expect(await idsOf({ pattern: 'deep/*', recursive: true })).toEqual(['DL:3']);
    expect(await idsOf({ pattern: '*.zip' })).toEqual(['DL:1', 'DL:2', 'x']);
    expect(await idsOf({ pattern: 'DL.1' })).toEqual([]);
  });

  it('tells two of the same name apart', async () => {
    put({ 'm.zip': glm, 'a/m.zip': kmeans, 'b/m.zip': glm, 'b/n.zip': glm });
    cpSync(`${place}/b/n.zip`, `${place}/n.zip`);
    const ids = ['a/m', 'b/m', 'b/n', 'm', 'n'];
    expect(await idsOf({ recursive: true })).toEqual(ids);
    for (const [name, content] of Object.entries(mojoFiles(tinyGlm()))) {
      put({ [`m/${name}`]: content });
    }
    expect(await idsOf()).toEqual(['m', 'm.zip', 'n']);
  });

  it.skipIf(process.platform === 'win32')('does not follow links in a circle', async () => {
    put({ 'a/m.zip': glm });
    symlinkSync(place, `${place}/a/up`);
    expect(await idsOf({ recursive: true })).toEqual(['m']);
  });

  it('reports what is broken and goes on, in loadModels too', async () => {
    put({ 'a.zip': 'no zip', 'b.zip': glm, 'c.zip': glm.subarray(0, glm.length >> 1) });
    const { models, broken } = await listModels(place);
    expect(models.map(({ id }) => id)).toEqual(['b']);
    const expected = ['a', 'c'].map((id) => ({
      id,
      path: `${place}/${id}.zip`,
      error: { code: 'MOJO_FORMAT' },
    }));
    expect(broken).toMatchObject(expected);
    const loaded = await loadModels(place);
    expect([...loaded.models.keys()]).toEqual(['b']);
    expect(loaded.broken).toMatchObject(expected);
    loaded.models.get('b')?.dispose();
  });

  it('finds trees that are damaged or incomplete without loading the model', async () => {
    const none = new Uint8Array(0);
    const cut = await zipOf(mojoFiles(tinyGbm({}, { 'trees/t00_000.bin': none })));
    const { files, ...tiny } = tinyGbm();
    const tree = 'trees/t00_000.bin';
    const alone = await zipOf(mojoFiles({ ...tiny, files: { [tree]: files![tree] } }));
    put({ 'a.zip': await zipOf(mojoFiles(tinyGbm())), 'b.zip': cut, 'c.zip': alone });
    const { models, broken } = await listModels(place);
    expect(models.map(({ id }) => id)).toEqual(['a']);
    expect(broken).toMatchObject([
      { id: 'b', error: { code: 'MOJO_FORMAT', file: 'trees/t00_000.bin' } },
      { id: 'c', error: { code: 'MOJO_FORMAT', file: 'trees/t00_000_aux.bin' } },
    ]);
  });

  it('throws for a folder that is not there', async () => {
    await expect(listModels(place)).rejects.toThrow(/no such file/);
  });
});
