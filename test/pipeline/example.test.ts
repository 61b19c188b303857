// examples/mnist as a model: its numbers are those that H2O's own predictions add up to.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { imagesToFrame, readImages, readLabels } from '../../src/imaging/node.js';
import { loadMojo } from '../../src/node.js';

const FOLDER = fileURLToPath(new URL('../../examples/mnist/', import.meta.url));

/** Probabilities as H2O wrote them, row by row. */
function h2oProbabilities(member: string): number[][] {
  const csv = gunzipSync(readFileSync(join(FOLDER, `h2o-${member}.csv.gz`))).toString();
  const lines = csv.trim().split('\n').slice(1);
  return lines.map((line) => line.split(',').slice(1).map(Number));
}

it('the digits of examples/mnist get the means of what H2O gives them, bit for bit', async () => {
  const { images } = await readImages(join(FOLDER, 't10k-images-idx3-ubyte.gz'));
  const labels = await readLabels(join(FOLDER, 't10k-labels-idx1-ubyte.gz'));
  using model = await loadMojo(join(FOLDER, 'mnist.yaml'));
  const rows = (await model.predict(imagesToFrame(images))).toRows();
  const [first, second] = ['DL1', 'GBM'].map(h2oProbabilities);
  const means = first.map((row, r) => row.map((p, c) => (p + second[r][c]) / 2));
  expect(rows.map((row) => Object.values(row).slice(1))).toEqual(means);
  expect(rows.filter(({ predict }, r) => predict !== String(labels[r]))).toHaveLength(22);
});
