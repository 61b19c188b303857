// Scoring of XGBoost models where boosters are odd: weights that are not finite, fewer features than the MOJO has; and many rows at once.
import { describe, expect, it } from 'vitest';
import { Frame } from '../../../src/node.js';
import { randomSource } from '../../engine/random.js';
import { BACKENDS } from '../../support/backends.js';
import { loadTiny } from '../tiny-models.js';
import type { BoosterSpec } from './booster-bytes.js';
import { xgboostMojo } from './mojo.js';
import { probabilities, rowOf, valueOf } from './one-number.js';
import { DOMAINS, randomBooster, randomFeatures, randomRow } from './random-booster.js';
import { layOut, sumsOf } from './reference.js';

const VERSION = [1, 6] as const;

describe('linear boosters', () => {
  it.each([true, false])(
    'count cells that are 0 unless they are missing, sparse %s',
    async (sparse) => {
      const random = randomSource(21);
      const features = { ...randomFeatures(random, true), sparse };
      const cells = features.catOffsets[features.cats];
      // Boosters whose features end within a column of levels, between columns, and behind the first number.
      for (const count of [2, features.catOffsets[1], cells - 1, cells, cells + 1]) {
        const booster = randomBooster(random, 'gblinear', count, 0, VERSION, 'reg:squarederror');
        const body: BoosterSpec['body'] = {
          name: 'gblinear',
          weights:
            booster.body.weights?.map((weight) => (random() < 0.1 ? Infinity : weight)) ?? [],
        };
        using model = await loadTiny(xgboostMojo({ ...booster, body }, features, DOMAINS));
        for (let i = 0; i < 60; i++) {
          const row = randomRow(random);
          const [sum] = sumsOf({ ...booster, body }, layOut(features, row), Math.fround(0.3));
          expect(valueOf(model, rowOf(row, DOMAINS))).toEqual(sum);
        }
      }
    },
  );
});

describe.each(BACKENDS)('frames on %s', (backend) => {
  it('of more rows than a block has give what each row gives', async () => {
    const random = randomSource(22);
    const features = randomFeatures(random, true);
    const count = features.catOffsets[features.cats] + features.nums;
    const booster = randomBooster(random, 'gbtree', count, 3, VERSION, 'multi:softprob');
    using model = await loadTiny(xgboostMojo(booster, features, DOMAINS, { n_classes: 3 }), {
      backend,
    });
    const rows = Array.from({ length: 3000 }, () => rowOf(randomRow(random), DOMAINS));
    const predictions = (await model.predict(Frame.fromRows(rows))).toRows();
    expect(predictions).toHaveLength(rows.length);
    for (let i = 0; i < rows.length; i += 7) {
      const { class0, class1, class2 } = predictions[i];
      expect([class0, class1, class2]).toEqual(probabilities(model, rows[i]));
    }
  });
});
