import { describe, expect, it } from 'vitest';
import { JavaRandom } from '../../src/java/random.js';

// java.util.Random: nextDouble, nextInt(10), nextInt(16), nextInt(1500000000), nextGaussian, nextInt, twice over.
const JAVA: [seed: bigint, numbers: number[]][] = [
  [
    42n,
    [
      ...[0.7275636800328681, 8, 0, 662969970, 0.27686040089698144, 392236186],
      ...[0.9033722646721782, 6, 6, 592164476, 0.13008432156952723, -1329611232],
    ],
  ],
  [
    -1n,
    [
      ...[0.26894263088050496, 9, 8, 1421815604, 1.5851836806312076, 242825462],
      ...[0.8060372517968333, 7, 1, 176890342, -1.5838633149155537, -1331022795],
    ],
  ],
  [
    0x123456789abcdefn,
    [
      ...[0.9225150416911851, 1, 11, 992216154, -0.010956710216863026, 1938261623],
      ...[0.3817624283169663, 8, 5, 237957694, 0.41800117824045563, -21069742],
    ],
  ],
];

describe('JavaRandom', () => {
  it.each(JAVA)('gives the numbers of java.util.Random for seed %d', (seed, numbers) => {
    const halves: [number, number] = [Number(seed >> 32n), Number(BigInt.asIntN(32, seed))];
    for (const random of [new JavaRandom(seed), new JavaRandom(halves)]) {
      const drawn = [0, 1].flatMap(() => [
        random.nextDouble(),
        random.nextInt(10),
        random.nextInt(16),
        random.nextInt(1500000000),
        random.nextGaussian(),
        random.nextInt(),
      ]);
      expect(drawn).toEqual(numbers);
    }
  });
});
