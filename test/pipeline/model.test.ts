// Descriptions as models, from files; their numbers: test/mnist/pipeline.test.ts.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import JSZip from 'jszip';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  FileError,
  Frame,
  loadMojo,
  MojoFormatError,
  PipelineError,
  type Model,
} from '../../src/node.js';
import { mojoFiles, type TinyMojo } from '../algos/tiny-models.js';
import { numericGlm } from '../algos/tiny-nested-models.js';
import { constantClassifier, sumNetwork } from '../algos/tiny-wasmojo-pipeline.js';
import { toBytes, zipOf } from '../mojo/small-mojo.js';

const folder = mkdtempSync(join(tmpdir(), 'wasmojo-pipeline-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const MODELS: Readonly<Record<string, TinyMojo>> = {
  A: sumNetwork(['a', 'b'], [0, 1], [5]),
  B: sumNetwork(['DF.L1.C1', 'DF.L1.C2'], [0, 10]),
  one: constantClassifier(['A.DF.L1.C2', 'c'], { x: 0.6, y: 0.4 }),
  two: constantClassifier(['B.DF.L1.C1'], { y: 0.7, x: 0.3 }),
  value: numericGlm(['a', 'd'], [2, 3]),
  auto: sumNetwork(['a'], [0]),
};

beforeAll(async () => {
  await mkdir(join(folder, 'models'));
  for (const [name, mojo] of Object.entries(MODELS)) {
    await writeFile(join(folder, 'models', `${name}.zip`), await zipOf(mojoFiles(mojo)));
  }
});

const models = Object.fromEntries(Object.keys(MODELS).map((name) => [name, `models/${name}.zip`]));
const features = [
  { model: 'B', prefix: 'B.', from: { model: 'A' } },
  { model: 'A', prefix: 'A.' },
];
const TEAM = { models, features, names: 'units', keep: ['c'], score: { members: ['one', 'two'] } };
const ROWS = Frame.fromRows([{ a: 1, b: 2, c: 3 }]);

let files = 0;
function described(value: unknown): string {
  const path = join(folder, `p${files++}.json`);
  writeFileSync(path, JSON.stringify(value));
  return path;
}

async function rowsOf(model: Model, frame = ROWS): Promise<unknown> {
  return (await model.predict(frame)).toRows();
}

describe('a description as a model', () => {
  it('has the columns that its first models read, and the response of its members', async () => {
    using model = await loadMojo(described(TEAM));
    expect(model).toMatchObject({
      algorithm: 'wasmojo Pipeline',
      modelCategory: 'Multinomial',
      columns: ['a', 'b', 'c', 'y'],
      responseColumn: 'y',
      h2oVersion: undefined,
      trees: undefined,
    });
    expect(model.domains.at(-1)).toEqual(['x', 'y']);
    const [row] = (await model.predict(ROWS)).toRows();
    expect(row).toMatchObject({ predict: 'y', x: expect.closeTo(0.45, 12) as number });
  });

  it('is YAML, or JSON, by path or file: URL', async () => {
    const path = join(folder, 'p.yaml');
    await writeFile(
      path,
      'models: { A: models/A.zip }\nfeatures: [{ model: A, layer: 2 }]\ninput: { images: none.gz }\n',
    );
    for (const source of [path, pathToFileURL(path), pathToFileURL(path).href]) {
      using model = await loadMojo(source);
      expect(await rowsOf(model)).toEqual([{ 'DF.L2.C1': 12 }]);
    }
  });

  it('needs no features: members read the rows', async () => {
    using model = await loadMojo(described({ models, score: { members: ['value'] } }));
    expect(model.features).toEqual(['a', 'd']);
    expect(await rowsOf(model, Frame.fromRows([{ a: 1, d: 2 }]))).toEqual([{ predict: 8 }]);
  });

  it('holds each model that is used, byte for byte, and nothing else', async () => {
    using model = await loadMojo(described(TEAM));
    const zip = await JSZip.loadAsync(model.exportMojo(), { checkCRC32: true });
    const inner = Object.keys(zip.files).filter((path) => path.startsWith('models/'));
    const expected = ['A', 'B', 'one', 'two'].flatMap((name) =>
      Object.entries(mojoFiles(MODELS[name])).map(
        ([path, content]) => [`models/${name}/${path}`, toBytes(content)] as const,
      ),
    );
    expect(inner).toEqual(expected.map(([path]) => path));
    for (const [path, content] of expected) {
      expect(await zip.file(path)?.async('uint8array'), path).toEqual(content);
    }
  });

  it('is exported as a MOJO that answers the same, zipped or not', async () => {
    using model = await loadMojo(described(TEAM));
    const bytes = model.exportMojo();
    using again = await loadMojo(bytes);
    expect(again).toMatchObject({ uuid: model.uuid, columns: model.columns });
    expect(await rowsOf(again)).toEqual(await rowsOf(model));
    const unzipped = join(folder, 'unzipped.yaml');
    const zip = await JSZip.loadAsync(bytes);
    for (const [path, file] of Object.entries(zip.files)) {
      await mkdir(join(unzipped, path, '..'), { recursive: true });
      await writeFile(join(unzipped, path), await file.async('uint8array'));
    }
    using fromFolder = await loadMojo(unzipped);
    expect(await rowsOf(fromFolder)).toEqual(await rowsOf(model));
  });

  it('may have pipelines among its models', async () => {
    using inner = await loadMojo(described({ models, features: features.slice(1) }));
    const path = join(folder, 'inner.zip');
    await writeFile(path, inner.exportMojo());
    using team = await loadMojo(described(TEAM));
    await writeFile(join(folder, 'team.zip'), team.exportMojo());
    const both = { models: { team: 'team.zip' }, score: { members: ['team'] } };
    using outer = await loadMojo(described(both));
    expect(await rowsOf(outer)).toEqual(await rowsOf(team));
    const refused = loadMojo(described({ models: { P: 'inner.zip' }, features: [{ model: 'P' }] }));
    await expect(refused).rejects.toThrow('a hidden layer of P for layer_number_0');
  });

  it('is another one where anything of it is', async () => {
    const uuids = new Set<string>();
    for (const change of [
      {},
      { score: { members: ['two', 'one'] } },
      { score: { members: ['two'] } },
    ]) {
      using model = await loadMojo(described({ ...TEAM, ...change }));
      uuids.add(model.uuid);
    }
    using same = await loadMojo(described(TEAM));
    expect(uuids.has(same.uuid)).toBe(true);
    expect(uuids.size).toBe(3);
  });

  it('shows its steps', async () => {
    using model = await loadMojo(described({ ...TEAM, score: { ...TEAM.score, team: 'vote' } }));
    expect(model.details?.modelSummary?.rows).toEqual([
      ['layer 1 of A', 'A', 'Deep Learning', 'the rows', 'A.DF.L1.*'],
      ['layer 1 of B', 'B', 'Deep Learning', 'layer 1 of A', 'B.DF.L1.*'],
      ['member one', 'one', 'Deep Learning', 'the features', 'Multinomial'],
      ['member two', 'two', 'Deep Learning', 'the features', 'Multinomial'],
      ['team', '', '', 'the members', 'the class that most members say; of ties lowest-class'],
    ]);
  });

  it('measures its team', async () => {
    using model = await loadMojo(described(TEAM));
    const rows = [
      { a: 1, b: 2, c: 3, y: 'y' },
      { a: 1, b: 2, c: 3, y: 'x' },
    ];
    const metrics = await model.performance(Frame.fromRows(rows));
    expect(metrics).toMatchObject({ mean_per_class_error: 0.5 });
  });
});

describe('a description is no model', () => {
  it.each([
    ['without features and score', { models }, 'it has neither features nor score'],
    [
      'where a file is missing',
      { models: { A: 'A.zip' }, features: [{ model: 'A' }] },
      'models.A: there is no A.zip; paths are relative to the folder of this file',
    ],
    [
      'with members that predict neither classes nor values',
      { models, score: { members: ['auto'] } },
      'score.members[0]: auto is of category AutoEncoder; members are Binomial',
    ],
    [
      'with votes of values',
      { models, score: { members: ['value'], team: 'vote' } },
      'score.team: values are no votes',
    ],
  ])('%s', async (_, value, message) => {
    const refused = loadMojo(described(value));
    await expect(refused).rejects.toBeInstanceOf(PipelineError);
    await expect(refused).rejects.toThrow(message);
  });

  it('where a member reads what is neither a feature nor kept', async () => {
    const path = described({ ...TEAM, keep: ['d'] });
    const refused = loadMojo(path);
    await expect(refused).rejects.toBeInstanceOf(PipelineError);
    await expect(refused).rejects.toThrow(`${path}: one reads the column "c", which is neither`);
  });

  it('where a network of a chain reads other units', async () => {
    const chain = { model: 'B', from: { model: 'A', layer: 2 } };
    const refused = loadMojo(described({ models, features: [chain] }));
    await expect(refused).rejects.toBeInstanceOf(PipelineError);
    await expect(refused).rejects.toThrow('B reads it and 1 more like it, but A gives DF.L2.C1');
  });

  it('where a model is none, or a description itself', async () => {
    const self = described({});
    const text = JSON.stringify({ models: { P: self }, score: { members: ['P'] } });
    await writeFile(self, text);
    await expect(loadMojo(self)).rejects.toThrow('not a zip file; it looks like JSON text');
    await writeFile(join(folder, 'damaged.zip'), await zipOf({ 'model.ini': '[info]\n' }));
    const damaged = described({ models: { D: 'damaged.zip' }, score: { members: ['D'] } });
    await expect(loadMojo(damaged)).rejects.toBeInstanceOf(MojoFormatError);
  });

  it('where there is no such file, or it is too long', async () => {
    await expect(loadMojo(join(folder, 'none.yaml'))).rejects.toBeInstanceOf(FileError);
    const long = join(folder, 'long.yaml');
    await writeFile(long, '#'.repeat(2 ** 20 + 1));
    await expect(loadMojo(long)).rejects.toMatchObject({ code: 'LIMIT', limit: 'maxBytes' });
    const binary = join(folder, 'binary.yaml');
    await writeFile(binary, Uint8Array.of(0xff, 0xfe, 0));
    await expect(loadMojo(binary)).rejects.toThrow('no UTF-8 text');
  });
});
