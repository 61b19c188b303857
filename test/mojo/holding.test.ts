import { expect, test, vi } from 'vitest';
import { Holding } from '../../src/mojo/holding.js';

test('what is derived is made once, when it is first asked for', () => {
  const make = vi.fn(() => ({ large: 1 }));
  const derived = new Holding().derived(make);
  expect(make).not.toHaveBeenCalled();
  expect(derived()).toBe(derived());
  expect(make).toHaveBeenCalledTimes(1);
});

test('after a release it is still the same for whoever holds it', () => {
  const holding = new Holding();
  const derived = holding.derived(() => ({ large: 1 }));
  const held = derived();
  holding.release();
  expect(derived()).toBe(held);
});

test('it can be made after a release, too, and errors are not kept', () => {
  const holding = new Holding();
  holding.release();
  let broken = true;
  const derived = holding.derived(() => {
    if (broken) throw new Error('broken');
    return { large: 1 };
  });
  expect(derived).toThrow('broken');
  broken = false;
  expect(derived()).toEqual({ large: 1 });
});
