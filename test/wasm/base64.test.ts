import { afterEach, describe, expect, it, vi } from 'vitest';
import { fromBase64 } from '../../src/wasm/base64.js';

describe('bytes of base64', () => {
  afterEach(() => void vi.unstubAllGlobals());

  it('are the same with Buffer and, as in browsers, without it', () => {
    for (const length of [0, 1, 2, 3, 255, 5000]) {
      const bytes = Uint8Array.from({ length }, (_, i) => (i * 7919) % 256);
      const text = btoa(String.fromCharCode(...bytes));
      expect(Uint8Array.from(fromBase64(text))).toEqual(bytes);
      vi.stubGlobal('Buffer', undefined);
      const found = fromBase64(text);
      vi.unstubAllGlobals();
      expect(found).toEqual(bytes);
    }
  });
});
