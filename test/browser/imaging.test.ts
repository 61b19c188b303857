// `wasmojo/imaging` in Chromium, as a bundler takes it: images with the bits that Node gives, also by workers, and a PNG that the browser reads.
import { mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { augment, writeIdx } from '../../src/imaging/index.js';
import { gzipped, someImages } from '../imaging/files/bytes.js';
import { resolveEntry, ROOT } from '../package/package-json.js';
import { hasChromium, launchChromium } from './chromium.js';
import { serveFolder } from './static-server.js';

/** Enough for workers to start. */
const IMAGES = someImages(1200, 12, 12);
const ENTRY = fileURLToPath(new URL(resolveEntry('./imaging', ['browser', 'import'])!, ROOT));

const PAGE = `
import { augment, contactSheet, readImages, sliceImages, writePng } from ${JSON.stringify(ENTRY)};
globalThis.runInPage = async (threads) => {
  const { images } = await readImages(await fetch('images.gz'));
  const made = await augment(images, { effects: ['all2'], seed: 4, threads });
  const digest = await crypto.subtle.digest('SHA-256', made.data);
  const png = await writePng(contactSheet(sliceImages(made, 0, 4), { gap: 0 }));
  const { width, height } = await createImageBitmap(new Blob([png]));
  return { digest: [...new Uint8Array(digest)], png: [width, height] };
};`;

describe.skipIf(!hasChromium)('wasmojo/imaging in Chromium', () => {
  let site: string;
  let browser: Browser;

  beforeAll(async () => {
    site = await realpath(await mkdtemp(join(tmpdir(), 'wasmojo-imaging-')));
    await writeFile(join(site, 'page.js'), PAGE);
    await writeFile(join(site, 'index.html'), '<script type="module" src="./page.js"></script>');
    const outDir = join(site, 'out');
    await build({
      root: site,
      base: './',
      configFile: false,
      logLevel: 'error',
      build: { outDir, target: 'es2022' },
    });
    await writeFile(join(outDir, 'images.gz'), gzipped(writeIdx(IMAGES)));
    browser = await launchChromium();
  });

  afterAll(async () => {
    await browser?.close();
    if (site) await rm(site, { recursive: true, force: true });
  });

  it.each([1, 2])('makes the images that Node makes, on %i threads', async (threads) => {
    const server = await serveFolder(join(site, 'out'), {});
    const page = await browser.newPage();
    try {
      const workers: string[] = [];
      page.on('worker', (worker) => workers.push(worker.url()));
      await page.goto(`${server.origin}/index.html`);
      await page.waitForFunction('globalThis.runInPage !== undefined');
      const { digest, png } = await page.evaluate<{ digest: number[]; png: number[] }>(
        `globalThis.runInPage(${threads})`,
      );
      const { data } = await augment(IMAGES, { effects: ['all2'], seed: 4 });
      const expected = await crypto.subtle.digest('SHA-256', Uint8Array.from(data));
      expect(digest).toEqual([...new Uint8Array(expected)]);
      expect(png).toEqual([24, 24]);
      expect(workers).toHaveLength(threads - 1);
    } finally {
      await page.close();
      await server.close();
    }
  });
});
