import { expect, it } from 'vitest';
import fc from 'fast-check';
import { ArgumentError } from '../../src/errors.js';
import { concatFrames } from '../../src/frame/concat-frames.js';
import { Frame } from '../../src/frame/frame.js';
import { slices } from '../../src/frame/slice-frame.js';
import { frames as anyFrames, sameCells } from './typed/any-frame.js';

const levels = (domain: readonly string[], ...codes: readonly number[]) =>
  new Frame([{ kind: 'categorical', name: 'y', codes: Int32Array.from(codes), domain }]);

it('the rows of all frames follow one another', () => {
  fc.assert(
    fc.property(anyFrames, (frames) => {
      const all = concatFrames(frames);
      expect(all.toRows()).toEqual(frames.flatMap((frame) => frame.toRows()));
    }),
  );
});

it('levels beyond a common domain may have other codes in each frame', () => {
  const all = concatFrames([levels(['a', 'x', 'y'], 2, 0, -1), levels(['a', 'y', 'z'], 1, 2, 0)]);
  expect(all.toRows().map(({ y }) => y)).toEqual(['y', 'a', null, 'y', 'z', 'a']);
  expect(all.column('y')).toMatchObject({ domain: ['a', 'x', 'y', 'z'] });
});

it('a single frame is not copied; no frames and other kinds are refused', () => {
  const frame = levels(['a'], 0);
  expect(concatFrames([frame])).toBe(frame);
  expect(() => concatFrames([])).toThrow(ArgumentError);
  const numbers = new Frame([{ kind: 'number', name: 'y', values: Float64Array.of(1) }]);
  expect(() => concatFrames([frame, numbers])).toThrow('one kind in all frames');
});

it('pieces of a frame make the frame again, without copies', () => {
  fc.assert(
    fc.property(anyFrames, fc.integer({ min: 1, max: 8 }), ([frame], size) => {
      const pieces = [...slices(frame, size)];
      expect(pieces.every(({ rowCount }) => rowCount <= size)).toBe(true);
      sameCells(concatFrames(pieces), frame);
      const [column, piece] = [frame.columns[0], pieces[0].columns[0]];
      if (column.kind === 'number') expect(piece.values?.buffer).toBe(column.values.buffer);
    }),
  );
  const mixed = new Frame([{ kind: 'mixed', name: 'm', cells: [1, 'a', null] }]);
  expect([...slices(mixed, 2)].map((piece) => piece.toRows())).toEqual([
    [{ m: 1 }, { m: 'a' }],
    [{ m: null }],
  ]);
});
