// What gathers data for reports.
import { describe, expect, it } from 'vitest';
import { applyEffect, imagesToFrame } from '../../src/imaging/node.js';
import { heatColour, heatScale } from '../../src/report/heat.js';
import { levelStatistics } from '../../src/report/levels.js';
import { matchLevels } from '../../src/report/match-levels.js';
import { hardestRows, reconstructions } from '../../src/report/reconstructions.js';
import { rowPictures } from '../../src/report/row-pictures.js';
import { turnInSteps } from '../../src/report/turn-in-steps.js';
import { loadModels, SMALL_DIGITS } from '../support/mnist.js';
import { teamReport } from '../../src/teams/team-report.js';
import { levelsOf, someAnswers, someImages, someScores } from './report-data.js';

describe('grey levels', () => {
  it('have the mean and the standard deviation of all pixels', () => {
    const images = {
      data: Uint8Array.from([0, 0, 0, 255]),
      count: 1,
      width: 2,
      height: 2,
      channels: 1,
    };
    const { pixels, mean, deviation } = levelStatistics(levelsOf(images));
    expect([pixels, mean]).toEqual([4, 63.75]);
    expect(deviation).toBeCloseTo(Math.sqrt((3 * 63.75 ** 2 + 191.25 ** 2) / 4), 10);
  });

  it('are matched as match_hist does it, each image to the one it was made of', () => {
    const before = someImages(3);
    const after = { ...before, data: before.data.map((level) => level >> 1) };
    const [reference, image] = [before, after].map(({ data, width, height, channels }) => {
      return { data: Float64Array.from(data.slice(64, 128)), width, height, channels };
    });
    const { data } = applyEffect('match_hist', { method: 'quantile' }, image, { reference });
    const matched = matchLevels(after, before);
    expect([...matched.data.slice(64, 128)]).toEqual([...data].map((level) => Math.round(level)));
    // Two copies of each, one after another, as augment gives them.
    const twice = { ...after, count: 6, data: Uint8Array.from([...after.data, ...after.data]) };
    expect([...matchLevels(twice, before).data]).toEqual([...matched.data, ...matched.data]);
  });
});

describe('an image in twelve steps', () => {
  it('begins as it is, and turns clockwise by 30 degrees', () => {
    const image = someImages(1);
    const { images, degrees } = turnInSteps('one', image);
    expect(degrees).toEqual([0, 30, 60, 90, 120, 150, 180, 210, 240, 270, 300, 330]);
    expect([...images.data.slice(0, 64)]).toEqual([...image.data]);
    const quarter = images.data.slice(3 * 64, 4 * 64);
    quarter.forEach((level, i) => {
      const [x, y] = [i % 8, Math.floor(i / 8)];
      expect(level).toBeCloseTo(image.data[(7 - x) * 8 + y], 0);
    });
  });
});

describe('pictures of rows', () => {
  it('are those of the rows that lists name, each with its classes', () => {
    const [scores, answers] = [someScores(), someAnswers()];
    const images = someImages(6);
    const tables = teamReport(scores, answers);
    const { rows, ...pictures } = rowPictures(tables, scores, answers, images);
    expect([...rows].sort()).toEqual([0, 1, 2, 3, 4, 5]);
    expect(pictures.answers).toEqual(rows.map((row) => ['x', 'y', 'z', 'y', 'z', null][row]));
    expect(pictures.labels).toEqual(rows.map((row) => scores.classes[scores.team[row]]));
    const levels = rows.flatMap((row) => [...images.data.slice(row * 64, (row + 1) * 64)]);
    expect([...pictures.images.data]).toEqual(levels);
  });
});

describe('reconstructions', () => {
  it('are what the model answers, pixel by pixel', async () => {
    const models = await loadModels(SMALL_DIGITS, ['AE16']);
    const model = models.get('AE16')!;
    const columns = SMALL_DIGITS.digits(60).columns.slice(0, 196);
    const data = Uint8Array.from({ length: 60 * 196 }, (_, i) => {
      return columns[i % 196].values![Math.floor(i / 196)];
    });
    const digits = { data, count: 60, width: 14, height: 14, channels: 1 };
    const frame = imagesToFrame(digits);
    const errors = (await model.anomaly(frame)).columns[0].values!;
    const rows = hardestRows(errors, 3);
    expect(errors[rows[0]]).toBe(Math.max(...errors));
    const part = await reconstructions(
      model,
      digits,
      rows,
      SMALL_DIGITS.digits(60).column('answer'),
    );
    expect(part.errors).toEqual(Float64Array.from(rows, (row) => errors[row]));
    expect(part.answers).toHaveLength(3);
    const predicted = await model.predict(frame);
    expect(part.outputs.data[196 + 100]).toBe(predicted.column('reconstr_C101').values![rows[1]]);
    model.dispose();
  });

  it('are hardest where the error is largest; rows without one are not', () => {
    expect(hardestRows([1, NaN, 3, 3, 2], 3)).toEqual([2, 3, 4]);
    expect(hardestRows([], 3)).toEqual([]);
  });
});

describe('the scale of error maps', () => {
  it('ends where nearly all pixels are below, and above 0', () => {
    const values = Float64Array.from({ length: 1000 }, (_, i) => (i === 999 ? 1e9 : i));
    expect(heatScale(values)).toBe(994);
    expect(heatScale([0, 0, 0.5])).toBe(0.5);
    expect(heatScale([0, NaN])).toBe(1);
  });

  it('gets lighter with the error, and takes what is beyond as its end', () => {
    const light = (share: number) => {
      const [red, green, blue] = heatColour(share);
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    };
    for (let i = 0; i < 100; i++) expect(light((i + 1) / 100)).toBeGreaterThan(light(i / 100));
    expect(heatColour(7)).toEqual(heatColour(1));
    expect(heatColour(NaN)).toEqual([0, 0, 0]);
  });
});
