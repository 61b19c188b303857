// Damaged files: what Java refuses ends in an error of ours; what Java still scores is refused likewise or scored with Java's
// numbers; never a crash, a hang or memory without bound.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadMojo, WasmojoError } from '../../src/node.js';
import { CORPUS, inputRows } from '../support/cases.js';
import { expectClose } from './compare.js';

interface BadFile {
  readonly file: string;
  readonly what: string;
  readonly input: string;
  readonly java: { readonly load: string; readonly score?: readonly Record<string, unknown>[] };
}

const FOLDER = join(CORPUS, 'bad');
const FILES = JSON.parse(readFileSync(join(FOLDER, 'bad.json'), 'utf8')) as BadFile[];

const ALLOWED = ['MojoFormatError', 'UnsupportedMojoError', 'LimitError'];

describe('damaged MOJOs', () => {
  for (const bad of FILES) {
    const path = join(FOLDER, bad.file);
    if (!existsSync(path)) continue;
    it(`${bad.file}: ${bad.what}`, async () => {
      const before = process.memoryUsage().rss;
      let model;
      try {
        model = await loadMojo(path);
      } catch (error) {
        expect(error).toBeInstanceOf(WasmojoError);
        expect(ALLOWED).toContain((error as WasmojoError).name);
        expect((error as WasmojoError).message).not.toMatch(/[\r\n]/);
        expect(process.memoryUsage().rss - before).toBeLessThan(250e6);
        return;
      }
      expect(bad.java.load, 'Java refuses the file').toBe('ok');
      const rows = inputRows(readFileSync(join(FOLDER, bad.input), 'utf8'));
      const predictor = model.easyPredict({ convertUnknownCategoricalLevelsToNa: true });
      bad.java.score?.forEach((answer, i) => {
        expectClose({ ...predictor.predict(rows[i]) }, answer, 1e-12, `row ${i}`);
      });
      model.dispose();
    });
  }
});
