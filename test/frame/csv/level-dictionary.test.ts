import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LevelDictionary } from '../../../src/frame/csv/level-dictionary.js';

const bytesOf = (text: string) => new TextEncoder().encode(text);
const code = (dictionary: LevelDictionary, bytes: Uint8Array) =>
  dictionary.codeOf(bytes, 0, bytes.length);

test('levels of the domain keep their codes and new ones follow by first appearance', () => {
  const domain = ['b', 'a'];
  const dictionary = new LevelDictionary(domain);
  expect(['a', 'x', 'b', 'y', 'x'].map((level) => code(dictionary, bytesOf(level)))).toEqual([
    1, 2, 0, 3, 2,
  ]);
  expect(dictionary.levels()).toEqual(['b', 'a', 'x', 'y']);
});

test('the domain is answered itself when nothing was added, also after a reset', () => {
  const domain = ['a', 'b'];
  const dictionary = new LevelDictionary(domain);
  code(dictionary, bytesOf('b'));
  expect(dictionary.levels()).toBe(domain);
  code(dictionary, bytesOf('c'));
  const levels = dictionary.levels();
  expect(dictionary.reset()).toBe(2);
  expect(dictionary.levels()).toBe(domain);
  expect(levels).toEqual(['a', 'b', 'c']);
  expect(code(dictionary, bytesOf('d'))).toBe(2);
});

test('of equal texts in a domain the first one counts', () => {
  const dictionary = new LevelDictionary(['a', 'a', 'b']);
  expect(code(dictionary, bytesOf('a'))).toBe(0);
  expect(code(dictionary, bytesOf('b'))).toBe(2);
});

test('malformed bytes that read the same are one level', () => {
  const dictionary = new LevelDictionary(['\ufffd']);
  expect(code(dictionary, Uint8Array.of(0xff))).toBe(0);
  expect(code(dictionary, Uint8Array.of(0x61, 0xff))).toBe(1);
  expect(code(dictionary, Uint8Array.of(0x61, 0xfe))).toBe(1);
  expect(dictionary.levels()).toEqual(['\ufffd', 'a\ufffd']);
});

test('codes are those of a map by text, for any levels', () => {
  const levels = fc.array(fc.string({ unit: 'grapheme', maxLength: 3 }), { maxLength: 200 });
  fc.assert(
    fc.property(levels, fc.uniqueArray(fc.string({ maxLength: 2 })), (texts, domain) => {
      const dictionary = new LevelDictionary(domain);
      for (let round = 0; round < 2; round++) {
        const map = new Map(domain.map((level, k) => [level, k]));
        for (const text of texts) {
          if (!map.has(text)) map.set(text, map.size);
          expect(code(dictionary, bytesOf(text))).toBe(map.get(text));
        }
        expect(dictionary.levels()).toEqual([...map.keys()]);
        dictionary.reset();
      }
    }),
    { numRuns: 100 },
  );
});
