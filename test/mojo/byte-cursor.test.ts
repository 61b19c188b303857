import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MojoFormatError } from '../../src/errors.js';
import { Archive } from '../../src/mojo/archive.js';
import { ByteCursor } from '../../src/mojo/byte-cursor.js';
import { readDoubles } from '../../src/mojo/doubles.js';

const bytes = Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);

describe('ByteCursor', () => {
  test('reads in either byte order, three bytes always with the least significant first', () => {
    for (const little of [true, false]) {
      const cursor = new ByteCursor(bytes, 'f', little);
      expect(cursor.u8()).toBe(1);
      expect(cursor.u16()).toBe(little ? 0x0302 : 0x0203);
      expect(cursor.u24()).toBe(0x060504);
      expect(cursor.i32()).toBe(little ? 0x0a090807 : 0x0708090a);
      expect([cursor.position, cursor.remaining, cursor.length]).toEqual([10, 2, 12]);
    }
  });

  test('reads floats, doubles and negative whole numbers', () => {
    const view = new DataView(new ArrayBuffer(16));
    view.setFloat32(0, 0.1);
    view.setFloat64(4, Math.PI);
    view.setInt32(12, -5);
    const cursor = new ByteCursor(new Uint8Array(view.buffer), 'f', false);
    expect([cursor.f32(), cursor.f64(), cursor.i32()]).toEqual([Math.fround(0.1), Math.PI, -5]);
  });

  test('stays within a view of a larger buffer', () => {
    const cursor = new ByteCursor(bytes.subarray(4, 7), 'f', true);
    expect(cursor.u24()).toBe(0x070605);
    expect(() => cursor.u8()).toThrow(MojoFormatError);
  });

  test('names file, offset, need and rest when the file ends early', () => {
    const cursor = new ByteCursor(bytes, 'trees/t00_000.bin', true);
    cursor.skip(10);
    expect(() => cursor.i32()).toThrow(
      expect.objectContaining({
        code: 'MOJO_FORMAT',
        file: 'trees/t00_000.bin',
        offset: 10,
        message: 'trees/t00_000.bin: truncated: need 4 bytes at offset 10, have 2',
      }),
    );
    expect(cursor.position).toBe(10);
  });

  test.each([-1, 13, 0.5, NaN])('refuses to seek to %d', (offset) => {
    expect(() => {
      new ByteCursor(bytes, 'f', true).seek(offset);
    }).toThrow(MojoFormatError);
  });

  test('any reads in any order end in values or a MojoFormatError, within the file', () => {
    const step = fc.record({
      kind: fc.constantFrom('u8', 'u16', 'u24', 'i32', 'f32', 'f64', 'take', 'skip', 'seek'),
      count: fc.integer({ min: -5, max: 40 }),
    } as const);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 32 }), fc.array(step), (data, steps) => {
        const cursor = new ByteCursor(data, 'f', true);
        for (const { kind, count } of steps) {
          try {
            if (kind === 'take' || kind === 'skip' || kind === 'seek') cursor[kind](count);
            else cursor[kind]();
          } catch (error) {
            expect(error).toBeInstanceOf(MojoFormatError);
          }
          expect(cursor.position + cursor.remaining).toBe(data.length);
          expect(cursor.remaining).toBeGreaterThanOrEqual(0);
        }
      }),
    );
  });
});

describe('readDoubles', () => {
  const archiveOf = (data: Uint8Array) => new Archive('m', new Map([['calib/x', data]]));
  const blobOf = (count: number, values: readonly number[]) => {
    const view = new DataView(new ArrayBuffer(4 + values.length * 8));
    view.setInt32(0, count);
    values.forEach((value, i) => {
      view.setFloat64(4 + i * 8, value);
    });
    return new Uint8Array(view.buffer);
  };

  test('reads a count and that many big endian doubles', () => {
    const values = [0.1, -Infinity, NaN, -0];
    expect([...readDoubles(archiveOf(blobOf(4, values)), 'calib/x')]).toEqual(values);
    expect(readDoubles(archiveOf(blobOf(0, [])), 'calib/x')).toHaveLength(0);
  });

  test.each([3, 1, -1, 2 ** 31 - 1])('refuses a count of %i with two doubles', (count) => {
    expect(() => readDoubles(archiveOf(blobOf(count, [1, 2])), 'calib/x')).toThrow(MojoFormatError);
  });
});
