// Small data for reports: made up, so that what pages show of them is known.
import type { ImageSet } from '../../src/imaging/image-set.js';
import type { ReportData } from '../../src/report/data.js';
import { LevelCounter } from '../../src/report/levels.js';
import { turnInSteps } from '../../src/report/turn-in-steps.js';
import { teamReport } from '../../src/teams/team-report.js';
import { TeamScores } from '../../src/teams/team-scores.js';

/** A text that would do harm if it were not escaped. */
export const HOSTILE = `<img src="http://127.0.0.1:9/x" onerror=alert(1)>"'&</td><script>x</script>`;

/** Images of 8 x 8 whose levels follow from their numbers. */
export function someImages(count: number): ImageSet {
  const data = Uint8Array.from({ length: count * 64 }, (_, i) => (i * 37 + (i >> 6) * 11) % 256);
  return { data, count, width: 8, height: 8, channels: 1 };
}

export function levelsOf(images: ImageSet): Float64Array {
  const counter = new LevelCounter();
  counter.add(images);
  return counter.counts;
}

/** A team of two with three classes: rows 0 .. 5, of which the last has no answer. Nobody is right in row 3. */
export function someScores(names = ['a', 'b'], classes = ['x', 'y', 'z']): TeamScores {
  const said = [
    [0, 1, 2, 0, 1, 2],
    [0, 1, 0, 0, 2, 2],
  ];
  const probabilities = said.map((labels, m) =>
    classes.map((_, c) =>
      Float64Array.from(labels, (label, row) => {
        const sure = 0.5 + 0.05 * row + 0.01 * m;
        return label === c ? sure : (1 - sure) / 2;
      }),
    ),
  );
  return new TeamScores(names, classes, probabilities);
}

export function someAnswers(classes = ['x', 'y', 'z']) {
  const codes = Int32Array.from([0, 1, 2, 1, 2, -1]);
  return { kind: 'categorical' as const, name: 'answer', codes, domain: classes };
}

/** Every section, all names given. */
export function everything(name: string): ReportData {
  const names = [`${name}1`, `${name}2`];
  const classes = [`${name}x`, `${name}y`, `${name}z`];
  const [images, other] = [someImages(12), someImages(13)];
  const effect = { count: 12, examples: images, levels: levelsOf(other) };
  const rows = [0, 1, 2, 3, 4, 5];
  const six = someImages(6);
  const reconstructed = {
    rows,
    answers: [`${name}x`, null, `${name}z`, null, null, null],
    inputs: six,
    outputs: { ...six, data: Float64Array.from(six.data, (level) => level * 1.1 - 10) },
    squaredErrors: { ...six, data: Float64Array.from(six.data, (level) => (level / 255) ** 4) },
    errors: [0.1, 0.2, 0.3, 0.4, 0.5, 0.6],
  };
  const tables = teamReport(someScores(names, classes), someAnswers(classes));
  const metrics = { schema: 's', model_category: 'Multinomial', nobs: 5, MSE: 0.25, r2: NaN };
  return {
    title: `Report ${name}`,
    summary: `About ${name}.`,
    facts: [
      { name: `Input ${name}`, value: name },
      { name: 'Rows', value: 12345 },
    ],
    augmentations: [
      {
        name,
        before: { count: 12, examples: images, levels: levelsOf(images) },
        effects: [
          { ...effect, name: `rotate ${name}` },
          { ...effect, name: 'all', matched: levelsOf(images) },
        ],
      },
    ],
    turned: turnInSteps(`Row 0, ${name}`, someImages(1)),
    autoencoders: [
      { name, errors: [0.1, 0.2, NaN, 0.9], examples: reconstructed, hardest: reconstructed },
      { name: `chain ${name}`, errors: [0.5] },
    ],
    performance: names.map((one) => ({ name: one, metrics })),
    team: {
      tables,
      pictures: {
        rows,
        images: six,
        answers: reconstructed.answers,
        labels: [...classes, null, null, null],
      },
    },
  };
}
