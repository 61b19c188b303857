import { describe, expect, it } from 'vitest';
import { loadTiny, tinyDeepLearning } from './tiny-models.js';

describe('deep learning with the distribution modified_huber', () => {
  it('has no answers for a regression either: Java writes beyond its predictions', async () => {
    using model = await loadTiny(tinyDeepLearning({ distribution: 'modified_huber' }));
    expect(() => model.easyPredict().predict({ x: 1, colour: 'a' })).toThrow(
      'H2O gives deep learning with modified_huber no label',
    );
  });
});
