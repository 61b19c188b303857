import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { createKernels, type BackendName } from '../../src/engine/index.js';
import type { Kernels } from '../../src/engine/kernels.js';
import '../../src/engine/native/index.js';
import { SCALAR_BASE64, SIMD_BASE64 } from '../../src/engine/wasm/kernel-bytes.js';
import { ArgumentError } from '../../src/errors.js';
import { NATIVE_ADDON } from '../support/backends.js';
import { randomSource } from './random.js';
import { randomTable } from './random-table.js';

const ALL: readonly BackendName[] = [
  'js',
  'wasm-scalar',
  'wasm-simd',
  ...(NATIVE_ADDON ? (['native'] as const) : []),
];

describe('createKernels', () => {
  test('takes native kernels by itself where they are built and faster', async () => {
    const faster = (NATIVE_ADDON?.instructionSets()[0] ?? '').includes('avx');
    expect((await createKernels()).name).toBe(faster ? 'native' : 'wasm-simd');
  });

  test('takes the SIMD build of WebAssembly where it can run', async () => {
    expect((await createKernels({ backend: 'wasm' })).name).toBe('wasm-simd');
  });

  test.each(ALL)('makes kernels of the back end %s that was asked for', async (backend) => {
    expect((await createKernels({ backend })).name).toBe(backend);
  });

  test('refuses an unknown back end by name', async () => {
    const wrong = 'gpu' as BackendName;
    await expect(createKernels({ backend: wrong })).rejects.toThrow(/backend.*"gpu"/);
  });

  test('names the build after the given binary, not after the request', async () => {
    const wasmBinary = Buffer.from(SCALAR_BASE64, 'base64');
    expect((await createKernels({ wasmBinary })).name).toBe('wasm-scalar');
  });

  test('fetches kernels from a URL', async () => {
    const wasmUrl = `data:application/wasm;base64,${SIMD_BASE64}`;
    expect((await createKernels({ wasmUrl })).name).toBe('wasm-simd');
  });

  test('refuses a module that is not its own', async () => {
    const empty = Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0);
    await expect(createKernels({ wasmBinary: empty })).rejects.toThrow(ArgumentError);
  });

  test('imports nothing but memory into the kernels', async () => {
    for (const base64 of [SCALAR_BASE64, SIMD_BASE64]) {
      const module = await WebAssembly.compile(Buffer.from(base64, 'base64'));
      expect(WebAssembly.Module.imports(module)).toEqual([
        { module: 'env', name: 'memory', kind: 'memory' },
      ]);
    }
  });

  test('embeds the same kernels as the files of the package', async () => {
    for (const [file, base64] of [
      ['scalar.wasm', SCALAR_BASE64],
      ['simd.wasm', SIMD_BASE64],
    ]) {
      const bytes = await readFile(new URL(`../../build/${file}`, import.meta.url));
      expect(bytes.toString('base64')).toBe(base64);
    }
  });
});

describe.each(ALL)('kernels of %s', (backend) => {
  test('give zeroed blocks and matrices', async () => {
    const kernels = await createKernels({ backend });
    const block = kernels.block(3, 5);
    expect(block.columns.map((column) => [...column])).toEqual(Array(3).fill(Array(5).fill(0)));
    expect([...kernels.matrix(2, 3).values]).toEqual(Array(6).fill(0));
  });

  test('keep the contents of blocks when memory grows', async () => {
    const kernels = await createKernels({ backend });
    const block = kernels.block(2, 10);
    const matrix = kernels.matrix(2, 2);
    block.columns[1].fill(7);
    matrix.values.fill(8);
    kernels.block(100, 10_000);
    expect([...block.columns[1]]).toEqual(Array(10).fill(7));
    expect([...matrix.values]).toEqual(Array(4).fill(8));
  });

  test('do not write behind the rows that were asked for', async () => {
    const kernels = await createKernels({ backend });
    const table = randomTable(
      {
        groupCount: 3,
        treesPerGroup: 1,
        columnCount: 2,
        maxDepth: 3,
        leafShare: 0,
        categoricalShare: 0.5,
        absentShare: 0,
      },
      randomSource(1),
    );
    const out = kernels.block(1, 16);
    out.columns[0].fill(5);
    kernels.forest(table).sums(kernels.block(2, 16), 3, 0, 3, out, 0);
    expect([...out.columns[0].subarray(3)]).toEqual(Array(13).fill(5));
  });

  test('score blocks that are narrower than a tile', async () => {
    const kernels = await createKernels({ backend });
    const block = kernels.block(1, 1);
    block.columns[0][0] = -3;
    kernels.linkInverse('identity', block, 0, 1);
    expect([...block.columns[0]]).toEqual([-3]);
  });

  test('refuse rows and columns that are not there', async () => {
    const kernels = await createKernels({ backend });
    const block = kernels.block(2, 4);
    const matrix = kernels.matrix(2, 4);
    expect(() => kernels.linkInverse('identity', block, 0, 5)).toThrow(/rows.*5/);
    expect(() => kernels.linkInverse('identity', block, 2, 1)).toThrow(ArgumentError);
    expect(() => kernels.softmaxColumns(block, 1, 2, 1)).toThrow(ArgumentError);
    expect(() => kernels.maxout(matrix, 2, matrix, 1)).toThrow(ArgumentError);
    expect(() => kernels.block(-1, 4)).toThrow(ArgumentError);
  });

  test('refuse all use after dispose', async () => {
    const kernels = await createKernels({ backend });
    const block = kernels.block(1, 4);
    const spec = { cats: 0, catOffsets: Int32Array.of(0), nums: 1, useAllFactorLevels: true };
    const linear = kernels.linear({ ...spec, beta: Float64Array.of(2, 1) });
    kernels.dispose();
    expect(() => kernels.block(1, 1)).toThrow('this model was disposed');
    expect(() => linear.run(block, 1, block, 0)).toThrow('this model was disposed');
    expect(() => kernels.dispose()).not.toThrow();
  });
});

describe.each<BackendName>(['wasm-scalar', 'wasm-simd'])('memory of %s', (backend) => {
  test('is refused for more than 4 GiB with a LimitError', async () => {
    const kernels = await createKernels({ backend });
    expect(() => kernels.matrix(1_000_000, 1_000_000)).toThrow(
      expect.objectContaining({ code: 'LIMIT' }),
    );
  });

  test('is of no use to other kernels', async () => {
    const [one, other]: Kernels[] = [
      await createKernels({ backend }),
      await createKernels({ backend: 'js' }),
    ];
    expect(() => one.linkInverse('identity', other.block(1, 1), 0, 1)).toThrow(ArgumentError);
  });
});
