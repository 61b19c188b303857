import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { WasmojoError } from '../../src/errors.js';
import { ModelDetails } from '../../src/mojo/model-details.js';
import { ModelInfo } from '../../src/mojo/model-info.js';
import { openArchive } from '../../src/mojo/open.js';
import {
  smallArchive,
  smallFiles,
  SMALL_DETAILS,
  SMALL_INI,
  toBytes,
  zipOf,
} from './small-mojo.js';

// Whatever happened to the bytes: a value or a WasmojoError, soon. A hang fails by the test's own
// time limit.

const limits = { maxTotalBytes: 10_000_000, maxEntryBytes: 10_000_000 };

/** Bytes with some overwritten, a piece cut out and a piece doubled. */
function mutated(bytes: Uint8Array): fc.Arbitrary<Uint8Array> {
  const offset = fc.integer({ min: 0, max: bytes.length - 1 });
  const value = fc.oneof(fc.integer({ min: 0, max: 255 }), fc.constantFrom(0, 0x7f, 0x80, 0xff));
  return fc
    .record({
      writes: fc.array(fc.tuple(offset, value), { maxLength: 8 }),
      cut: fc.option(fc.tuple(offset, fc.integer({ min: 1, max: 50 })), { freq: 3 }),
      end: fc.option(offset, { freq: 5 }),
    })
    .map(({ writes, cut, end }) => {
      let copy = bytes.slice();
      for (const [at, byte] of writes) copy[at] = byte;
      if (cut !== null)
        copy = Uint8Array.of(...copy.subarray(0, cut[0]), ...copy.subarray(cut[0] + cut[1]));
      return end === null ? copy : copy.subarray(0, end);
    });
}

async function settle(work: () => unknown): Promise<void> {
  try {
    await work();
  } catch (error) {
    expect(error).toBeInstanceOf(WasmojoError);
  }
}

describe('mutated', () => {
  const zips = { deflated: {}, stored: { stored: true }, streamed: { streamed: true } };

  test.each(Object.entries(zips))(
    'zips, %s, never end in anything but a WasmojoError',
    async (_, options) => {
      const zip = await zipOf(smallFiles(), options);
      const property = fc.asyncProperty(mutated(zip), (bytes) =>
        settle(async () => {
          const { archive } = await openArchive(bytes, { limits });
          ModelInfo.read(archive);
          return ModelDetails.of(archive)?.variableImportances;
        }),
      );
      await fc.assert(property, { numRuns: 400 });
    },
  );

  test('directories of zips never end in anything but a WasmojoError', async () => {
    const zip = await zipOf(smallFiles());
    const tail = zip.subarray(zip.length - 450);
    const property = fc.asyncProperty(mutated(tail), (bytes) =>
      settle(() =>
        openArchive(Uint8Array.of(...zip.subarray(0, zip.length - 450), ...bytes), { limits }),
      ),
    );
    await fc.assert(property, { numRuns: 600 });
  });

  test('model.ini never ends in anything but a WasmojoError', async () => {
    const property = fc.asyncProperty(mutated(toBytes(SMALL_INI)), (ini) =>
      settle(() => {
        const info = ModelInfo.read(smallArchive({ 'model.ini': ini }));
        expect(info.domains).toHaveLength(info.columns.length);
      }),
    );
    await fc.assert(property, { numRuns: 1000 });
  });

  test('modelDetails.json never ends in anything but a WasmojoError', async () => {
    const property = fc.asyncProperty(mutated(toBytes(SMALL_DETAILS)), (json) =>
      settle(() => {
        const details = ModelDetails.of(smallArchive({ 'experimental/modelDetails.json': json }));
        return [
          details?.parameters,
          details?.variableImportances,
          details?.trainingMetrics,
          details?.tableNames(),
        ];
      }),
    );
    await fc.assert(property, { numRuns: 500 });
  });
});
