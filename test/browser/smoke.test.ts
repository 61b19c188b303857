// One case of each algorithm in Debian's Chromium, in the page and in a module worker: every value must have the bits that the
// Node entry gives. The bundle, the pages and the cases are plain static files; there is no bundler and no import map.
import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { CASE_FOLDERS } from '../../scripts/case-folders.mjs';
import * as node from '../../src/node.js';
import { resolveEntry, ROOT } from '../package/package-json.js';
import { CASES, type Case } from '../support/cases.js';
import { CHROMIUM_PATH, hasChromium, launchChromium } from './chromium.js';
import { caseFolder, prepareSite } from './prepare-site.js';
import { answersOf, type Answers } from './site/answers.js';
import { serveFolder, type StaticServer } from './static-server.js';

/** As site/run-task.js takes it. */
interface Task {
  readonly folder: string;
  readonly source: 'blob' | 'url' | 'response';
  readonly csv: 'input.csv' | 'input.csv.gz';
  readonly rows: readonly node.Row[];
  readonly options: { readonly backend?: node.BackendName; readonly wasmUrl?: string };
}

const PLACES = ['page', 'worker'] as const;
const BACKENDS = ['wasm', 'wasm-scalar', 'js'] as const;
/** Each way in is taken once per case, place and back end. */
const WAYS_IN = [
  { source: 'blob', csv: 'input.csv' },
  { source: 'url', csv: 'input.csv.gz' },
  { source: 'response', csv: 'input.csv' },
] as const;

const packaged = (entry: string) =>
  fileURLToPath(new URL(resolveEntry(entry, ['browser', 'import'])!, ROOT));

const CHOSEN = CASE_FOLDERS.map((algo) =>
  CASES.find(({ name, meta }) => name.startsWith(`${algo}/`) && meta.expect === 'answers'),
).filter((golden) => golden !== undefined);

if (!hasChromium) console.warn(`Browser tests skipped: no Chromium at ${CHROMIUM_PATH}`);

it.runIf(process.env.CI === 'true')('Chromium is there: in CI nothing is skipped', () => {
  expect(hasChromium, CHROMIUM_PATH).toBe(true);
});

describe.skipIf(!hasChromium)('in Chromium', () => {
  const complaints: string[] = [];
  let site: string;
  let server: StaticServer;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    site = await realpath(await mkdtemp(join(tmpdir(), 'wasmojo-site-')));
    const kernels = ['scalar', 'simd'].map((name) => packaged(`./kernels/${name}.wasm`));
    await prepareSite(site, dirname(packaged('.')), kernels, CHOSEN);
    // The browser itself refuses whatever would come from elsewhere: see site/refused-requests.js.
    server = await serveFolder(site, {
      'content-security-policy': "default-src 'self' 'wasm-unsafe-eval'",
    });
    browser = await launchChromium();
    page = await openPage('index.html');
  });

  afterAll(async () => {
    await browser?.close();
    await server?.close();
    if (site) await rm(site, { recursive: true, force: true });
  });

  afterEach(() => {
    expect(complaints.splice(0)).toEqual([]);
  });

  /** Opens a page whose errors, warnings and requests to other hosts are complaints. */
  async function openPage(name: string): Promise<Page> {
    const opened = await browser.newPage();
    opened.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
    });
    opened.on('pageerror', (error) => complaints.push(String(error)));
    opened.on('request', (request) => {
      if (!request.url().startsWith(`${server.origin}/`)) complaints.push(request.url());
    });
    await opened.goto(`${server.origin}/${name}`);
    await opened.waitForFunction('globalThis.runInPage !== undefined');
    return opened;
  }

  function ask(opened: Page, place: (typeof PLACES)[number], task: Task): Promise<Answers> {
    const name = place === 'page' ? 'runInPage' : 'runInWorker';
    return opened.evaluate<Answers>(`globalThis.${name}(${JSON.stringify(task)})`);
  }

  it('there is a case of each algorithm', () => {
    expect(CHOSEN.map(({ name }) => name.split('/')[0])).toEqual(CASE_FOLDERS);
  });

  describe.each(CHOSEN)('$name', (golden: Case) => {
    let rows: readonly node.Row[];
    let expected: Answers;

    beforeAll(async () => {
      const folder = join(site, caseFolder(golden));
      const [mojo, table] = [join(folder, 'model.zip'), join(folder, 'input.csv')];
      rows = (await node.readCsv(table)).toRows();
      expected = await answersOf(node, { mojo, table, rows, options: {} });
    });

    it('has answers to most rows in Node', () => {
      expect(rows.length).toBeGreaterThan(20);
      expect(expected.rows.filter(({ error }) => error === undefined).length).toBeGreaterThan(20);
      expect(expected.stream.length).toBe(1);
      expect(expected.stream[0]?.failed.length).toBeLessThan(rows.length / 2);
    });

    for (const place of PLACES) {
      for (const backend of BACKENDS) {
        it(`has the same bits in the ${place} on ${backend}`, async () => {
          for (const way of WAYS_IN) {
            const task = { ...way, folder: caseFolder(golden), rows, options: { backend } };
            expect(await ask(page, place, task)).toEqual(expected);
          }
        });
      }
    }

    it('has the same bits with kernels from a URL', async () => {
      for (const place of PLACES) {
        const options = { wasmUrl: `${server.origin}/kernels/simd.wasm` };
        const task = { ...WAYS_IN[0], folder: caseFolder(golden), rows, options };
        expect(await ask(page, place, task)).toEqual(expected);
      }
      expect(server.requested).toContain('/kernels/simd.wasm');
    });
  });

  it('scores without WebAssembly where a page forbids it', async () => {
    const golden = CHOSEN[0];
    const folder = join(site, caseFolder(golden));
    const [mojo, table] = [join(folder, 'model.zip'), join(folder, 'input.csv')];
    const rows = (await node.readCsv(table)).toRows();
    const expected = await answersOf(node, { mojo, table, rows, options: {} });
    const strict = await openPage('no-wasm.html');
    const task = { ...WAYS_IN[0], folder: caseFolder(golden), rows, options: {} };
    expect(await ask(strict, 'page', task)).toEqual(expected);
    await expect(ask(strict, 'page', { ...task, options: { backend: 'wasm' } })).rejects.toThrow(
      /WebAssembly/,
    );
    await strict.close();
  });
});
