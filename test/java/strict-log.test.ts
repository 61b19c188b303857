import { expect, it } from 'vitest';
import { doubleBits64 } from '../../src/java/double-bits.js';
import { JavaRandom } from '../../src/java/random.js';
import { strictLog } from '../../src/java/strict-log.js';

/** Doubles of java.util.Random(5), and every other one times a power of two: the arguments of the Java program below. */
function* argumentsOf(count: number): Generator<number> {
  const random = new JavaRandom(5n);
  for (let i = 0; i < count; i++) {
    const x = random.nextDouble();
    yield i % 2 === 0 ? x : x * 2 ** ((i % 600) - 300);
  }
}

it('strictLog gives the bits of StrictMath.log of Java 17', () => {
  // for (i < 2000000) { x = r.nextDouble(); y = i % 2 == 0 ? x : x * Math.pow(2, i % 600 - 300); h = h * 31 + bits(StrictMath.log(y)); }
  let hash = 0n;
  for (const x of argumentsOf(2_000_000)) {
    hash = BigInt.asIntN(64, hash * 31n + doubleBits64(strictLog(x)));
  }
  expect(hash).toBe(3771171697602048579n);
});

it.each([
  [0.5, -4618953502541334033n],
  [0.9999999, -4721223821992617057n],
  [1.0000001, 4502148214114968722n],
  [3, 4607626529066517258n],
  [1e-300, -4574084695234936907n],
  [1e300, 4649287341619838901n],
  [0.7071067811865476, -4623457102168704530n],
  [1, 0n],
])('strictLog(%d) has the bits %d', (x, bits) => {
  expect(BigInt.asIntN(64, doubleBits64(strictLog(x)))).toBe(bits);
});
