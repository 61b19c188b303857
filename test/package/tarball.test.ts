// The packed tarball, used in an empty folder: its files, every entry in Node, the binary, the types, a bundler.
import { existsSync } from 'node:fs';
import { cp, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CASES, readText, type Case } from '../support/cases.js';
import { loadMojo, readCsv } from '../../src/node.js';
import { importsOf } from './imports-of.js';
import { PACKAGE, ROOT } from './package-json.js';
import { packAndUnpack, runNode, type Packed } from './packed.js';

/** Values that both entries export. An addition belongs here; a name that goes is a breaking change. */
const NAMES = [
  'ALGORITHMS',
  'ArgumentError',
  'ArrowWriter',
  'ConversionCounter',
  'CsvWriter',
  'DEFAULT_LIMITS',
  'DEFAULT_NA_STRINGS',
  'FeatureStack',
  'FileError',
  'Frame',
  'InputFormatError',
  'InvalidNumberError',
  'LimitError',
  'MetricsError',
  'MissingColumnError',
  'MissingPackageError',
  'Model',
  'ModelCategoryError',
  'MojoFormatError',
  'ParquetWriter',
  'PipelineError',
  'ScoringError',
  'Team',
  'TeamRecord',
  'ThreadError',
  'UnknownCategoricalLevelError',
  'UnsupportedMojoError',
  'ValueScores',
  'ValueTypeError',
  'WasmojoError',
  'chunksOf',
  'gunzip',
  'keepColumns',
  'loadMojo',
  'randomAccess',
  'readArrow',
  'readArrowBlocks',
  'readCsv',
  'readCsvBlocks',
  'readJsonLines',
  'readParquet',
  'readParquetBlocks',
  'teamMetrics',
  'teamReport',
  'treeToDot',
  'treeToSvg',
  'treeToText',
  'valueAgreement',
  'valueReport',
  'writtenColumns',
];

/** Values of the entry for Node only: what needs files. */
const NODE_NAMES = [
  'LevelCounter',
  'ModelExistsError',
  'checkDescription',
  'hardestRows',
  'htmlReport',
  'listModels',
  'loadModels',
  'matchLevels',
  'readDescriptionFile',
  'reconstructions',
  'rowPictures',
  'runPipeline',
  'saveModels',
  'teamCsv',
  'turnInSteps',
];

/** Values of the entry for images. */
const IMAGING_NAMES = [
  'EFFECT_NAMES',
  'EFFECT_OPS',
  'IdxWriter',
  'MAX_PIXELS',
  'MAX_SIDE',
  'PixelCsvWriter',
  'applyEffect',
  'augment',
  'augmentBlocks',
  'augmentDraws',
  'augmentStream',
  'contactSheet',
  'drawEffect',
  'effectRandom',
  'frameToImages',
  'heldImages',
  'imagesToFrame',
  'openImages',
  'readImageBlocks',
  'readImages',
  'readLabels',
  'replayBlocks',
  'sliceImages',
  'writeIdx',
  'writeIdxLabels',
  'writePng',
];

const ALLOWED = [
  /^(LICENSE|NOTICE|README\.md|CHANGELOG\.md|package\.json)$/,
  /^bin\/(wasmojo\.js|compiled-code\.js|package\.json)$/,
  /^build\/cli\/package\.json$/,
  /^build\/(src(?!\/cli)|assembly)\/[\w/-]+\.d\.ts$/,
  /^build\/(web|cli|node)\/[\w.-]+(\.js|\.js\.map)$/,
  /^build\/(scalar|simd)\.wasm$/,
];

const CONSUMER = fileURLToPath(new URL('consumer', import.meta.url));
const TSC = fileURLToPath(new URL('node_modules/typescript/bin/tsc', ROOT));

describe('the packed package', () => {
  let packed: Packed;
  const text = (file: string) => readFile(join(packed.folder, file), 'utf8');

  beforeAll(async () => {
    packed = await packAndUnpack();
    await cp(CONSUMER, packed.project, { recursive: true });
  });

  afterAll(() => packed.remove());

  it('holds the program, its papers and nothing else', () => {
    for (const name of ['LICENSE', 'README.md', 'CHANGELOG.md']) {
      expect(packed.files).toContain(name);
    }
    const others = packed.files.filter((file) => !ALLOWED.some((pattern) => pattern.test(file)));
    expect(others).toEqual([]);
  });

  it('holds no types whose source is gone', () => {
    const compiled = packed.files.filter((file) => /^build\/(src|assembly)\/.*\.d\.ts$/.test(file));
    const source = (file: string) => file.replace('build/', '').replace(/\.d\.ts$/, '.ts');
    const stale = compiled.filter((file) => !existsSync(new URL(source(file), ROOT)));
    expect(compiled.length).toBeGreaterThan(0);
    expect(stale, 'node scripts/build.mjs').toEqual([]);
  });

  it('has source maps that hold their sources', async () => {
    for (const file of packed.files.filter((name) => name.endsWith('.js'))) {
      const [, map] = /^\/\/# sourceMappingURL=(.+)$/m.exec(await text(file)) ?? [];
      if (map === undefined) continue;
      const path = join(file, '..', map).replaceAll('\\', '/');
      expect(packed.files).toContain(path);
      const { sources, sourcesContent = [] } = JSON.parse(await text(path)) as {
        sources: string[];
        sourcesContent?: (string | null)[];
      };
      expect(sourcesContent.filter((content) => content !== null).length, path).toBe(
        sources.length,
      );
    }
  });

  it('names no folder of the machine that built it', async () => {
    const top = fileURLToPath(ROOT);
    for (const file of packed.files.filter((name) => !name.endsWith('.wasm'))) {
      expect((await text(file)).includes(top), file).toBe(false);
    }
  });

  it('has the file of every entry', () => {
    const targets = [...JSON.stringify(PACKAGE.exports).matchAll(/:"\.\/([^"]+)"/g)];
    expect(targets.length).toBeGreaterThan(Object.keys(PACKAGE.exports).length);
    for (const [, file] of targets) expect(packed.files).toContain(file);
  });

  it('gives its names to import in Node', async () => {
    const { status, stdout, stderr } = await runNode(packed.project, ['names.mjs']);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const { names, kernels, version } = JSON.parse(stdout) as {
      names: Record<string, string[]>;
      kernels: [string[], string[]];
      version: string;
    };
    expect(names).toEqual({
      '.': [...NAMES, ...NODE_NAMES].sort(),
      './web': NAMES,
      './imaging': IMAGING_NAMES,
    });
    expect(version).toBe(PACKAGE.version);
    expect(kernels[0].length).toBeGreaterThan(0);
    expect(kernels[1]).toEqual(kernels[0]);
  });

  it('reads Arrow without an optional package, and says what Parquet and writing Arrow need', async () => {
    const file = fileURLToPath(new URL('../fixtures/arrow/types-lz4.feather', import.meta.url));
    const script = `import { ArrowWriter, readArrow, readParquet } from 'wasmojo';
      const model = { columnPlan: { columns: [{ name: 'full', kind: 'number' }] } };
      const { rowCount } = await readArrow(${JSON.stringify(file)}, { model });
      const bytes = new TextEncoder().encode('PAR1........PAR1');
      const errors = [await readParquet(bytes).catch((thrown) => thrown)];
      errors.push(await ArrowWriter.create([]).catch((thrown) => thrown));
      console.log(JSON.stringify([rowCount, ...errors.map(({ code, message }) => [code, message])]));`;
    await writeFile(join(packed.project, 'optional.mjs'), script);
    const { stdout, stderr } = await runNode(packed.project, ['optional.mjs']);
    expect(stderr).toBe('');
    expect(JSON.parse(stdout)).toEqual([
      4,
      ['MISSING_PACKAGE', 'Parquet needs the package hyparquet; install it: npm install hyparquet'],
      [
        'MISSING_PACKAGE',
        'writing Arrow needs the package @uwdata/flechette; install it: npm install @uwdata/flechette',
      ],
    ]);
  });

  describe('its binary', () => {
    const wasmojo = (...args: string[]) =>
      runNode(packed.project, [join(packed.folder, PACKAGE.bin.wasmojo), ...args]);

    it('starts with Node and can be executed', async () => {
      expect(await text(PACKAGE.bin.wasmojo)).toMatch(/^#!\/usr\/bin\/env node\n/);
    });

    it('tells its version and its commands', async () => {
      expect(await wasmojo('--version')).toMatchObject({
        status: 0,
        stdout: `${PACKAGE.version}\n`,
      });
      const help = await wasmojo('--help');
      expect(help).toMatchObject({ status: 0, stderr: '' });
      for (const command of ['predict', 'inspect', 'export']) {
        expect(help.stdout).toMatch(new RegExp(`^ {2}${command} `, 'm'));
        const own = await wasmojo(command, '--help');
        expect(own).toMatchObject({ status: 0, stderr: '' });
        expect(own.stdout).toContain('--mojo');
      }
      expect(await wasmojo('no-such-command')).toMatchObject({ status: 2, stdout: '' });
    });

    it('predicts what PredictCsv wrote', async () => {
      const golden = caseNamed('isolationforest/default');
      const input = join(packed.project, 'input.csv');
      await writeFile(input, readText(golden, 'input.csv')!);
      const files = ['--mojo', golden.mojo, '--input', input];
      const { status, stdout } = await wasmojo('predict', ...files, '--set-conv-invalid-number');
      expect(status).toBe(0);
      expect(stdout).toBe(readText(golden, 'predictcsv.csv'));
    });
  });

  describe('its types compile in a strict project', () => {
    const tsc = (...args: string[]) =>
      runNode(packed.project, [TSC, '--noEmit', '--strict', '--target', 'es2022', ...args]);

    it('of Node modules', async () => {
      const modules = ['--module', 'nodenext', '--moduleResolution', 'nodenext'];
      expect(await tsc(...modules, 'node.ts')).toMatchObject({ status: 0, stdout: '' });
    });

    it('of a bundler', async () => {
      const modules = ['--module', 'esnext', '--moduleResolution', 'bundler'];
      expect(await tsc(...modules, 'node.ts')).toMatchObject({ status: 0, stdout: '' });
    });

    it('of a bundler for browsers, which sees the web entry', async () => {
      const modules = ['--module', 'esnext', '--moduleResolution', 'bundler'];
      const browser = ['--customConditions', 'browser', '--listFiles', 'browser.ts'];
      const { status, stdout } = await tsc(...modules, ...browser);
      expect(status, stdout).toBe(0);
      expect(stdout).toMatch(/wasmojo\/build\/src\/web\.d\.ts$/m);
      expect(stdout).not.toMatch(/wasmojo\/build\/src\/node\.d\.ts$/m);
    });
  });

  it('is bundled for browsers without configuration, and the bundle scores', async () => {
    await build({
      root: packed.project,
      configFile: false,
      logLevel: 'error',
      build: { lib: { entry: 'browser.ts', formats: ['es'], fileName: 'bundled' }, outDir: 'out' },
    });
    const out = pathToFileURL(join(packed.project, 'out/bundled.js'));
    for (const name of await readdir(new URL('.', out))) {
      if (!name.endsWith('.js')) continue;
      for (const specifier of importsOf(await readFile(new URL(name, out), 'utf8'))) {
        expect(specifier).toMatch(/^\.\//);
      }
    }

    const golden = caseNamed('isolationforest/default');
    const [mojo, rows] = [await readFile(golden.mojo), readText(golden, 'input.csv')!];
    const { score } = (await import(out.href)) as {
      score: (mojo: Blob, rows: Blob) => Promise<unknown[]>;
    };
    const model = await loadMojo(mojo);
    const frame = await readCsv(new Blob([rows]), { model });
    const expected = (await model.predict(frame, { convertInvalidNumbersToNa: true })).toRows();
    expect(expected.length).toBeGreaterThan(0);
    expect(await score(new Blob([mojo]), new Blob([rows]))).toEqual(expected);
  });
});

function caseNamed(name: string): Case {
  const found = CASES.find((golden) => golden.name === name);
  if (found === undefined) throw new Error(`no case ${name}`);
  return found;
}
