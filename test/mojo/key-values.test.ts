import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MojoFormatError } from '../../src/errors.js';
import { parseIni } from '../../src/mojo/ini.js';
import { KeyValues } from '../../src/mojo/key-values.js';
import { toBytes } from './small-mojo.js';

function keyValues(text: string): KeyValues {
  const { bytes, info } = parseIni(toBytes(`[info]\n${text}`), 'model.ini', () => 0);
  return new KeyValues('model.ini', bytes, info);
}

function failure(work: () => unknown): MojoFormatError {
  try {
    work();
  } catch (error) {
    expect(error).toBeInstanceOf(MojoFormatError);
    return error as MojoFormatError;
  }
  throw new Error('nothing was thrown');
}

describe('lines of [info]', () => {
  test('are trimmed, split at the first "=", and the later of two keys holds', () => {
    const values = keyValues('  a\t=  x = y \r\n# a = comment\n\n#\nb==\nc =\na2=1\rb=2');
    expect(values.keys()).toEqual(['a', 'b', 'c', 'a2']);
    expect(['a', 'b', 'c', 'a2'].map((key) => values.string(key))).toEqual(['x = y', '2', '', '1']);
  });

  test('without "=" are refused', () => {
    expect(failure(() => keyValues('a')).offset).toBe(7);
  });

  test('come back as they were written', () => {
    const word = fc.stringMatching(/^[a-z_][a-z_0-9é ]{0,10}[a-z0-9]$/);
    const value = fc
      .string()
      .map((text) => text.replace(/[\n\r]/g, '').replace(/^[\0- ]+|[\0- ]+$/g, ''));
    fc.assert(
      fc.property(fc.dictionary(word, value), (entries) => {
        const values = keyValues(
          Object.entries(entries)
            .map(([k, v]) => `${k} = ${v}\n`)
            .join(''),
        );
        for (const [key, text] of Object.entries(entries)) {
          expect(values.string(key, 'null')).toBe(text);
        }
      }),
    );
  });
});

describe('getters', () => {
  const values = keyValues(
    [
      's = text',
      'i = -12',
      'd = 1.0E-4',
      'nan = NaN',
      'l = -1840583661938701848',
      'yes = true',
      'no = false',
      'ints = [1, -2,3 ]',
      'doubles = [1.0E-4, NaN, -Infinity, 3]',
      'none = []',
      'nothing = null',
      'big = 2147483648',
      'huge = 9223372036854775808',
      'bad = [1.0, x, 2.0]',
      'open = [1.0',
    ].join('\n'),
  );

  test('give values of their type', () => {
    expect(values.string('s')).toBe('text');
    expect(values.int('i')).toBe(-12);
    expect(values.number('d')).toBe(1e-4);
    expect(values.number('i')).toBe(-12);
    expect(values.number('nan')).toBeNaN();
    expect(values.long('l')).toBe(-1840583661938701848n);
    expect([values.boolean('yes'), values.boolean('no')]).toEqual([true, false]);
    expect(values.oneOf('s', ['other', 'text'])).toBe('text');
    expect(values.ints('ints')).toEqual(Int32Array.of(1, -2, 3));
    expect(values.numbers('doubles')).toEqual(Float64Array.of(1e-4, NaN, -Infinity, 3));
    expect(values.numbers('ints')).toEqual(Float64Array.of(1, -2, 3));
  });

  test('give the fallback for an absent key and for null', () => {
    for (const key of ['absent', 'nothing']) {
      expect(values.has(key)).toBe(false);
      expect(values.string(key, undefined)).toBeUndefined();
      expect(values.int(key, 3)).toBe(3);
      expect(values.long(key, null)).toBeNull();
      expect(values.number(key, 0.5)).toBe(0.5);
      expect(values.boolean(key, true)).toBe(true);
      expect(values.oneOf(key, ['a'], 'b')).toBe('b');
      expect(values.ints(key, null)).toBeNull();
      expect(values.numbers(key, undefined)).toBeUndefined();
    }
  });

  test('refuse an absent key and null without a fallback, and name the key', () => {
    expect(failure(() => values.int('absent'))).toMatchObject({ file: 'model.ini', key: 'absent' });
    expect(failure(() => values.string('nothing'))).toMatchObject({
      key: 'nothing',
      value: 'null',
    });
    expect(failure(() => values.numbers('absent'))).toMatchObject({ key: 'absent' });
  });

  test.each([
    ['int', 'd'],
    ['int', 's'],
    ['int', 'big'],
    ['long', 'huge'],
    ['long', 'd'],
    ['number', 's'],
    ['number', 'none'],
    ['boolean', 'i'],
    ['ints', 'doubles'],
    ['ints', 's'],
    ['numbers', 'bad'],
    ['numbers', 'open'],
    ['numbers', 'i'],
  ] as const)('%s refuses the value of %s, and names file, key and value', (getter, key) => {
    const error = failure(() => values[getter](key));
    expect(error).toMatchObject({ file: 'model.ini', key, value: values.string(key) });
    expect(error.message).toContain(`for ${key}`);
  });

  test('oneOf says what could stand there', () => {
    expect(failure(() => values.oneOf('s', ['logit', 'log'])).message).toBe(
      'model.ini: expected one of logit, log for s, got "text"',
    );
  });

  test('arrays of another length than asked for are refused', () => {
    expect(values.numbers('doubles', { length: 4 })).toHaveLength(4);
    expect(values.numbers('absent', null, { length: 4 })).toBeNull();
    expect(failure(() => values.numbers('doubles', { length: 5 })).message).toContain(
      '5 numbers (there are 4)',
    );
    expect(failure(() => values.ints('ints', null, { length: 2 })).key).toBe('ints');
  });

  test('[] is empty, or the fallback where there is one, as in Java', () => {
    const fallback = Float64Array.of(7);
    expect(values.numbers('none')).toHaveLength(0);
    expect(values.numbers('none', fallback)).toBe(fallback);
    expect(failure(() => values.numbers('none', { length: 1 })).key).toBe('none');
  });

  test('a wrong item of an array is shown by itself', () => {
    expect(failure(() => values.numbers('bad')).message).toBe(
      'model.ini: expected [numbers] for bad, got "[1.0, x, 2.0]"; " x" is none',
    );
  });

  test('a long wrong value is cut in the error', () => {
    const error = failure(() => keyValues(`w = ${'1.0, '.repeat(1000)}`).numbers('w'));
    expect(error.message.length).toBeLessThan(200);
    expect(error.value!.length).toBeLessThan(210);
  });

  test('arrays hold the same doubles that were written', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ noNaN: true }), { minLength: 1 }), (doubles) => {
        const text = doubles.map((d) => (Object.is(d, -0) ? '-0.0' : String(d))).join(', ');
        expect([...keyValues(`w = [${text}]`).numbers('w')]).toEqual(doubles);
      }),
    );
  });
});
