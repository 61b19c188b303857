// Reports as a browser shows them.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { htmlReport } from '../../src/report/html-report.js';
import { hasChromium, launchChromium } from '../browser/chromium.js';
import { everything, HOSTILE } from './report-data.js';

describe.skipIf(!hasChromium)('a report in Chromium', () => {
  let folder: string;
  let browser: Browser;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'wasmojo-report-'));
    browser = await launchChromium();
    await writeFile(join(folder, 'plain.html'), await htmlReport(everything('model')));
    await writeFile(join(folder, 'hostile.html'), await htmlReport(everything(HOSTILE)));
  });

  afterAll(async () => {
    await browser.close();
    await rm(folder, { recursive: true });
  });

  /** What the page asked for and what it complained of, besides what `look` finds. */
  async function open<Seen>(
    file: string,
    { width = 1400, dark = false },
    look: (page: Page) => Promise<Seen>,
  ) {
    const colorScheme = dark ? 'dark' : 'light';
    const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme });
    const asked: string[] = [];
    const complaints: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto(pathToFileURL(join(folder, file)).href);
    const seen = await look(page);
    await page.close();
    return { asked: asked.filter((url) => !url.startsWith('data:')), complaints, seen };
  }

  const FILES = ['plain.html', 'hostile.html'];

  it.each(FILES)('%s asks for nothing, runs nothing, complains of nothing', async (file) => {
    const { asked, complaints, seen } = await open(file, {}, (page) =>
      page.evaluate(() => document.querySelectorAll('script, link, iframe, object').length),
    );
    expect(asked).toEqual([pathToFileURL(join(folder, file)).href]);
    expect(complaints).toEqual([]);
    expect(seen).toBe(0);
  });

  it.each(FILES)('every picture of %s is there, has a size and says what it is', async (file) => {
    const { seen } = await open(file, {}, (page) =>
      page.evaluate(() =>
        [...document.images].map(({ alt, naturalWidth, width, complete, src }) => {
          const isInline = src.startsWith('data:image/png;base64,');
          return { alt, naturalWidth, width, complete, isInline };
        }),
      ),
    );
    expect(seen.length).toBeGreaterThan(30);
    for (const { alt, naturalWidth, width, complete, isInline } of seen) {
      expect([complete, isInline]).toEqual([true, true]);
      expect(alt).not.toBe('');
      expect(naturalWidth).toBeGreaterThan(0);
      expect(width).toBeGreaterThanOrEqual(naturalWidth);
    }
  });

  it.each(FILES.flatMap((file) => [380, 800, 1400].map((width) => [file, width] as const)))(
    '%s is not wider than a screen of %d, and nothing but tables is scrolled',
    async (file, width) => {
      const { seen } = await open(file, { width }, (page) =>
        page.evaluate(() => {
          const isWithin = (element: Element) => element.closest('.scroll') !== null;
          const wide = [...document.querySelectorAll('body *')].filter((element) => {
            const { right, left } = element.getBoundingClientRect();
            return !isWithin(element) && (right > innerWidth + 0.5 || left < -0.5);
          });
          const { scrollWidth } = document.documentElement;
          return { scrollWidth, wide: wide.map((element) => element.outerHTML.slice(0, 100)) };
        }),
      );
      expect(seen).toEqual({ scrollWidth: width, wide: [] });
    },
  );

  it('no table of up to four columns has to be scrolled on a narrow screen', async () => {
    const { seen } = await open('plain.html', { width: 380 }, (page) =>
      page.evaluate(() =>
        [...document.querySelectorAll('.scroll')]
          .filter((box) => box.querySelectorAll('thead th').length <= 4)
          .filter((box) => box.scrollWidth > box.clientWidth)
          .map((box) => box.getAttribute('aria-label')),
      ),
    );
    expect(seen).toEqual([]);
  });

  it('no text of a chart is cut off', async () => {
    const { seen } = await open('plain.html', { width: 380 }, (page) =>
      page.evaluate(() =>
        [...document.querySelectorAll('svg.chart text')].flatMap((text) => {
          const own = text.getBoundingClientRect();
          const { left, right, top, bottom } = text.closest('svg')!.getBoundingClientRect();
          const isInside =
            own.left >= left - 0.5 &&
            own.right <= right + 0.5 &&
            own.top >= top - 1 &&
            own.bottom <= bottom + 1;
          return isInside ? [] : [text.textContent];
        }),
      ),
    );
    expect(seen).toEqual([]);
  });

  it('is dark where people want it dark', async () => {
    const colours = (page: Page) =>
      page.evaluate(() => {
        const { color, backgroundColor } = getComputedStyle(document.body);
        return [color, backgroundColor];
      });
    const { seen: light } = await open('plain.html', {}, colours);
    const { seen: dark } = await open('plain.html', { dark: true }, colours);
    expect([light[1], dark[1]]).toEqual(['rgb(255, 255, 255)', 'rgb(22, 24, 27)']);
    expect(light[0]).not.toBe(dark[0]);
  });
});
