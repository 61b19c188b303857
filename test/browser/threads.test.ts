// Several threads in Chromium: with the headers that let memory be shared there are workers, without them there is one thread.
import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { resolveEntry, ROOT } from '../package/package-json.js';
import { CASES } from '../support/cases.js';
import { hasChromium, launchChromium } from './chromium.js';
import { caseFolder, prepareSite } from './prepare-site.js';
import { serveFolder } from './static-server.js';

const BUNDLE = dirname(fileURLToPath(new URL(resolveEntry('.', ['browser', 'import'])!, ROOT)));
const GOLDEN = CASES.find(
  ({ name, meta }) => name.startsWith('gbm/') && meta.expect === 'answers',
)!;

const POLICY = { 'content-security-policy': "default-src 'self' 'wasm-unsafe-eval'" };
const ISOLATED = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
};
const NO_WORKERS = {
  'content-security-policy': "default-src 'self' 'wasm-unsafe-eval'; worker-src 'none'",
};

describe.skipIf(!hasChromium)('in Chromium', () => {
  let site: string;
  let browser: Browser;

  beforeAll(async () => {
    site = await realpath(await mkdtemp(join(tmpdir(), 'wasmojo-threads-')));
    await prepareSite(site, BUNDLE, [], [GOLDEN]);
    browser = await launchChromium();
  });

  afterAll(async () => {
    await browser?.close();
    if (site) await rm(site, { recursive: true, force: true });
  });

  async function ask(headers: Record<string, string>, task: object): Promise<unknown> {
    const server = await serveFolder(site, headers);
    const page = await browser.newPage();
    try {
      await page.goto(`${server.origin}/threads.html`);
      await page.waitForFunction('globalThis.runInPage !== undefined');
      const given = JSON.stringify({ folder: caseFolder(GOLDEN), threads: 2, ...task });
      return await page.evaluate(`globalThis.runInPage(${given})`);
    } finally {
      await page.close();
      await server.close();
    }
  }

  it.each(['wasm-simd', 'wasm-scalar', 'js'])(
    'an isolated page has workers, on %s',
    async (backend) => {
      const answer = await ask({ ...POLICY, ...ISOLATED }, { backend });
      expect(answer).toEqual({ isolated: true, threads: 2, same: true });
    },
  );

  it('any other page has one thread', async () => {
    const answer = await ask(POLICY, { backend: 'wasm' });
    expect(answer).toEqual({ isolated: false, threads: 1, same: true });
  });

  it('an isolated page whose policy forbids workers has one thread', async () => {
    const answer = await ask({ ...NO_WORKERS, ...ISOLATED }, { backend: 'wasm' });
    expect(answer).toEqual({ isolated: true, threads: 1, same: true });
  });
});
