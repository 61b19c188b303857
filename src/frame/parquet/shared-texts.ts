// DELTA_BYTE_ARRAY: texts that begin as the one before, whose lengths stand in front of them. A few bytes can claim a gigabyte for
// each of a million texts; so the lengths are looked at before the texts are made.
import { Damage } from '../damage.js';
import type { loadPages } from './packages.js';

type Decoders = Awaited<ReturnType<typeof loadPages>>;

/** Throws Damage unless the texts from `at` on are made of what is there, and are `maxBytes` together at most. */
export function checkSharedTexts(
  { deltaBinaryUnpack }: Decoders,
  page: Uint8Array,
  at: number,
  texts: number,
  maxBytes: number,
): void {
  if (texts === 0) return;
  const reader = { view: new DataView(page.buffer, page.byteOffset, page.byteLength), offset: at };
  const shared = new Int32Array(texts);
  deltaBinaryUnpack(reader, texts, shared);
  const own = new Int32Array(texts);
  deltaBinaryUnpack(reader, texts, own);
  let bytes = 0;
  let before = 0;
  for (let i = 0; i < texts; i++) {
    if (shared[i] < 0 || own[i] < 0 || shared[i] > before) {
      throw new Damage('a text begins with more than the text before it');
    }
    before = shared[i] + own[i];
    bytes += before;
    if (bytes > maxBytes) throw new Damage(`texts of a page of more than ${maxBytes} bytes`);
  }
}

/** Of a page of version 1 of an optional column: where its values begin, and how many there are. The levels must be checked. */
export function valuesOf(
  { readRleBitPackedHybrid }: Decoders,
  page: Uint8Array,
  count: number,
): { at: number; values: number } {
  const view = new DataView(page.buffer, page.byteOffset, page.byteLength);
  const levels = new Uint8Array(count);
  readRleBitPackedHybrid({ view, offset: 0 }, 1, levels);
  return { at: 4 + view.getUint32(0, true), values: levels.reduce((sum, level) => sum + level, 0) };
}
