import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MojoFormatError } from '../../src/errors.js';
import { Archive } from '../../src/mojo/archive.js';
import { readDomain, readStringArray } from '../../src/mojo/domains.js';
import { escapeNewlines, unescapeNewlines } from '../../src/mojo/escape.js';
import { toBytes } from './small-mojo.js';

const archiveOf = (text: string) => new Archive('m', new Map([['d.txt', toBytes(text)]]));

describe('escapes', () => {
  test('of any text are one line, and undone give the text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('\\', '\n', '\r', 'n', 'r', 'é', '𝒳') }),
        (text) => {
          expect(escapeNewlines(text)).not.toMatch(/[\n\r]/);
          expect(unescapeNewlines(escapeNewlines(text))).toBe(text);
        },
      ),
    );
  });

  test.each([
    ['a\\tb', 'atb'],
    ['\\\\n', '\\n'],
    ['end\\', 'end'],
    ['\\𝒳', '𝒳'],
  ])('undone as in Java: %j gives %j', (escaped, text) => {
    expect(unescapeNewlines(escaped)).toBe(text);
  });
});

describe('readDomain', () => {
  test('does not trim, keeps empty levels, and ends lines as Java does', () => {
    expect(readDomain(archiveOf(' a \r\n\nb\t\rc'), 'd.txt', 4, false)).toEqual([
      ' a ',
      '',
      'b\t',
      'c',
    ]);
  });

  test('undoes escapes only where the model says that there are any', () => {
    expect(readDomain(archiveOf('a\\nb\n'), 'd.txt', 1, true)).toEqual(['a\nb']);
    expect(readDomain(archiveOf('a\\nb\n'), 'd.txt', 1, false)).toEqual(['a\\nb']);
  });

  test.each([1, 3])('refuses %i levels where two lines stand', (size) => {
    expect(() => readDomain(archiveOf('a\nb\n'), 'd.txt', size, true)).toThrow(
      expect.objectContaining({ message: `d.txt: expected ${size} lines, got 2`, file: 'd.txt' }),
    );
  });

  test('counts the lines that it then reads, whatever the text', () => {
    const text = fc.string({ unit: fc.constantFrom('\n', '\r', 'a', '\\', ' ', 'é') });
    fc.assert(
      fc.property(text, (content) => {
        const lines = archiveOf(content).lines('d.txt');
        expect(readDomain(archiveOf(content), 'd.txt', lines.length, false)).toEqual(lines);
        expect(() => readDomain(archiveOf(content), 'd.txt', lines.length + 1, false)).toThrow(
          MojoFormatError,
        );
      }),
    );
  });

  test('names the file that is absent', () => {
    expect(() => readDomain(archiveOf(''), 'e.txt', 1, true)).toThrow(
      expect.objectContaining({ file: 'e.txt' }),
    );
  });
});

describe('readStringArray', () => {
  test('undoes escapes and then trims', () => {
    expect(readStringArray(archiveOf(' a\\\\ \n\\nb \n'), 'd.txt', 2)).toEqual(['a\\', 'b']);
  });

  test('refuses another number of lines', () => {
    expect(() => readStringArray(archiveOf('a\n'), 'd.txt', 2)).toThrow(MojoFormatError);
    expect(() => readStringArray(archiveOf('a\nb\nc\n'), 'd.txt', 2)).toThrow(MojoFormatError);
  });
});
