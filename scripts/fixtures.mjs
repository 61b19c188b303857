// Copies what the tests need of the corpus into test/fixtures/corpus: models as they are, text files gzipped.
//   node scripts/fixtures.mjs [../shared/corpus]
import { copyFile, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { CASE_FOLDERS } from './case-folders.mjs';

const corpus = process.argv[2] ?? fileURLToPath(new URL('../../shared/corpus/', import.meta.url));
const fixtures = fileURLToPath(new URL('../test/fixtures/corpus/', import.meta.url));

const TEXTS =
  /^(input\.csv|rows\.jsonl|predictcsv(_leaf|_calibrated|_contributions|_reconstruct|_iter30|_hex|_strictnum)?\.csv|predictcsv\.cmd|deepfeatures_\d+\.csv|anomaly(_per_feature)?\.csv|golden\.properties|unknown(_input)?\.jsonl|describe\.json)$/;

/** Great files whose cases the other ensembles make, too. Tests score them where the whole corpus is. */
const LEFT_OUT = ['useless_base', 'bin_glm_logit', 'old_binomial_titanic'];

await rm(fixtures, { recursive: true, force: true });
for (const algorithm of CASE_FOLDERS) {
  for (const name of await readdir(join(corpus, algorithm))) {
    if (LEFT_OUT.includes(name)) continue;
    const from = join(corpus, algorithm, name);
    const to = join(fixtures, algorithm, name);
    await mkdir(to, { recursive: true });
    await copyFile(join(from, 'model.zip'), join(to, 'model.zip'));
    const { category, expect } = JSON.parse(await readFile(join(from, 'meta.json'), 'utf8'));
    await writeFile(join(to, 'meta.json'), `${JSON.stringify({ category, expect })}\n`);
    for (const file of (await readdir(from)).filter((file) => TEXTS.test(file))) {
      await writeFile(
        join(to, `${file}.gz`),
        gzipSync(await readFile(join(from, file)), { level: 9 }),
      );
    }
  }
}
const bad = join(corpus, 'bad');
await mkdir(join(fixtures, 'bad'), { recursive: true });
for (const file of await readdir(bad)) await copyFile(join(bad, file), join(fixtures, 'bad', file));
