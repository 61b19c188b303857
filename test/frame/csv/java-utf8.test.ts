import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeJavaUtf8 } from '../../../src/frame/csv/java-utf8.js';

const decode = (...bytes: number[]) => decodeJavaUtf8(Uint8Array.from(bytes), 0, bytes.length);

test('valid UTF-8 decodes to the text it was made from, byte order marks included', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(decode(...new TextEncoder().encode(text))).toBe(text);
    }),
  );
  expect(decode(0xef, 0xbb, 0xbf, 0x61)).toBe('\ufeffa');
});

// Recorded with Java 17.
test.each([
  ['a lone continuation byte', [0x61, 0x80], 'a\ufffd'],
  ['an encoded surrogate, which is one malformed character', [0xed, 0xa0, 0x80], '\ufffd'],
  ['an unfinished surrogate', [0xed, 0xa0], '\ufffd'],
  ['an unfinished character of four bytes', [0x61, 0xf4, 0x80], 'a\ufffd'],
  ['overlong forms, byte by byte', [0xc0, 0xaf, 0xe0, 0x80, 0x80], '\ufffd'.repeat(5)],
  ['code points too high', [0xf5, 0x80, 0x80], '\ufffd'.repeat(3)],
])('malformed UTF-8 is replaced as Java does: %s', (_, bytes, text) => {
  expect(decode(...bytes)).toBe(text);
});

test('valid characters around malformed ones stay', () => {
  expect(decode(0xc3, 0xa9, 0xff, 0xe2, 0x82, 0xac, 0xf0, 0x9f, 0x98, 0x80)).toBe('é\ufffd€😀');
});
