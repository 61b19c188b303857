import { describe, expect, it } from 'vitest';
import { InputFormatError, LimitError, MissingColumnError } from '../../../src/errors.js';
import { readArrowBlocks, type ArrowReadOptions } from '../../../src/frame/arrow/index.js';
import type { Frame } from '../../../src/frame/frame.js';
import {
  AS_LEVELS,
  AS_THEY_ARE,
  bytesOf,
  cellsOf,
  collect,
  OTHERS,
  planOf,
  rowOf,
} from '../typed/fixture.js';

const read = (name: string, options: ArrowReadOptions = {}, chunkBytes = Infinity) =>
  collect(readArrowBlocks(chunks(bytesOf('arrow', name), chunkBytes), options));

function* chunks(bytes: Uint8Array, size: number): Generator<Uint8Array> {
  if (size === Infinity) yield bytes;
  else for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

const values = (frame: Frame, name: string) => frame.column(name).values;

describe.each(['types.arrow', 'types.arrows', 'types-lz4.feather', 'types-zstd.feather'])(
  '%s of pyarrow',
  (name) => {
    it('has all types as they are', async () => {
      const [frame] = await read(name, { plan: planOf('any') });
      expect(cellsOf(frame)).toEqual(AS_THEY_ARE);
    });

    it('has all types as levels', async () => {
      const [frame] = await read(name, { plan: planOf('categorical') });
      expect(cellsOf(frame)).toEqual(AS_LEVELS);
      expect(frame.columns.every(({ kind }) => kind === 'categorical')).toBe(true);
    });

    it.each([1, 7, 100])('comes in chunks of %i bytes', async (size) => {
      const [frame] = await read(name, { plan: planOf('any') }, size);
      expect(cellsOf(frame)).toEqual(AS_THEY_ARE);
    });
  },
);

describe('readArrowBlocks', () => {
  it.each(OTHERS)('refuses a column of type %s by name, but only if it is wanted', async (name) => {
    const plan = { columns: [{ name, kind: 'any' as const }] };
    await expect(read('types.arrow', { plan })).rejects.toThrow(InputFormatError);
    await expect(read('types.arrow', { plan })).rejects.toThrow(
      new RegExp(`column "${name}" is of type ${name}`),
    );
  });

  it.each([
    ['rows-lz4.feather', [12000, 1000]],
    ['rows-zstd.feather', [4000, 1000]],
  ])('gives a frame per record batch of %s', async (name, sizes) => {
    const frames = await read(name);
    expect(frames.map(({ rowCount }) => rowCount)).toEqual(sizes);
    expect(frames.flatMap((frame) => frame.toRows())).toEqual(
      Array.from({ length: sizes[0] + sizes[1] }, (_, k) => rowOf(k)),
    );
  });

  it.each(['delta.arrow', 'delta.arrows'])('lets dictionaries grow: %s', async (name) => {
    const frames = await read(name);
    expect(frames.map((frame) => cellsOf(frame).d)).toEqual([
      ['a', 'b', null],
      ['c', 'a'],
      ['c', 'd', 'b'],
    ]);
  });

  it('replaces a dictionary for the batches behind it', async () => {
    const frames = await read('replaced.arrows');
    const expected = [
      ['a', 'b', null],
      ['c', 'z'],
    ];
    expect(frames.map((frame) => cellsOf(frame).d)).toEqual(expected);
  });

  it('matches a dictionary to the domain once: batches share the levels', async () => {
    const domain = ['c', 'b'];
    const plan = { columns: [{ name: 'd', kind: 'categorical' as const, domain }] };
    const frames = await read('replaced.arrows', { plan });
    expect(frames[0].column('d')).toMatchObject({
      codes: Int32Array.of(2, 1, -1),
      domain: ['c', 'b', 'a'],
    });
    const [first, second] = await read('delta.arrows', {
      plan: { columns: [{ name: 'd', kind: 'categorical', domain: ['d', 'c', 'b', 'a'] }] },
    });
    expect(first.column('d')).toMatchObject({ domain: ['d', 'c', 'b', 'a'] });
    expect((first.column('d') as { domain: unknown }).domain).toBe(
      (second.column('d') as { domain: unknown }).domain,
    );
  });

  it('reads what was written before Arrow 0.15', async () => {
    const [frame] = await read('legacy.arrows');
    expect(frame.toRows()).toEqual(Array.from({ length: 10 }, (_, k) => rowOf(k)));
  });

  it('makes one frame without rows of a stream without batches', async () => {
    const frames = await read('no-batches.arrows');
    expect(frames.map(({ rowCount, names }) => [rowCount, names])).toEqual([[0, ['d', 'k']]]);
  });

  it('shares the memory of doubles without nulls, and of no others', async () => {
    const bytes = bytesOf('arrow', 'types.arrow');
    const [frame] = await collect(readArrowBlocks([bytes], { plan: planOf('any') }));
    expect(values(frame, 'full')?.buffer).toBe(bytes.buffer);
    expect(values(frame, 'float64')?.buffer).not.toBe(bytes.buffer);
    const moved = new Uint8Array(bytes.length + 1).subarray(1);
    moved.set(bytes);
    const [copied] = await collect(readArrowBlocks([moved], { plan: planOf('any') }));
    expect(cellsOf(copied)).toEqual(AS_THEY_ARE);
  });

  it('copies from buffers of Node that do not stand at a multiple of 8', async () => {
    const bytes = Buffer.from(
      `x${Buffer.from(bytesOf('arrow', 'types.arrow')).toString('latin1')}`,
      'latin1',
    );
    const [frame] = await collect(readArrowBlocks([bytes.subarray(1)], { plan: planOf('any') }));
    expect(cellsOf(frame)).toEqual(AS_THEY_ARE);
  });

  it('spells bools as the levels of the model do', async () => {
    const codes = async (domain: readonly string[]) => {
      const plan = { columns: [{ name: 'bool', kind: 'categorical' as const, domain }] };
      return cellsOf((await read('types.arrow', { plan }))[0]).bool;
    };
    expect(await codes(['false', 'true'])).toEqual(['true', 'false', null, 'true']);
    expect(await codes(['0', '1'])).toEqual(['1', '0', null, '1']);
    expect(await codes(['FALSE'])).toEqual(['TRUE', 'FALSE', null, 'TRUE']);
    expect(await codes(['x'])).toEqual(['True', 'False', null, 'True']);
    const plan = { columns: [{ name: 'bool', kind: 'number' as const }] };
    expect(cellsOf((await read('types.arrow', { plan }))[0]).bool).toEqual([1, 0, null, 1]);
  });

  it('leaves text of a numeric column to the model, which parses it', async () => {
    const plan = { columns: [{ name: 'utf8', kind: 'number' as const }] };
    expect((await read('types.arrow', { plan }))[0].column('utf8').kind).toBe('categorical');
  });

  it('takes null only as NA, and texts that the caller names', async () => {
    const plan = { columns: [{ name: 'large_utf8', kind: 'any' as const }] };
    const column = async (naStrings?: readonly string[]) =>
      cellsOf((await read('types.arrow', { plan, naStrings }))[0]).large_utf8;
    expect(await column()).toEqual(['a', '', null, 'ä€😀']);
    expect(await column(['a'])).toEqual([null, null, null, 'ä€😀']);
  });

  it('needs one of the columns that a model reads', async () => {
    const plan = { columns: [{ name: 'y', kind: 'number' as const }], anyOf: ['y'] };
    await expect(read('types.arrow', { plan })).rejects.toThrow(MissingColumnError);
  });

  it('hands out large batches in pieces when asked to', async () => {
    const frames = await read('rows-lz4.feather', { blockRows: 5000 });
    expect(frames.map(({ rowCount }) => rowCount)).toEqual([5000, 5000, 2000, 1000]);
    expect(frames.flatMap((frame) => frame.toRows()).at(11_999)).toEqual(rowOf(11_999));
  });

  it('keeps the limits of columns and bytes', async () => {
    await expect(read('types.arrow', { maxColumns: 10 })).rejects.toThrow(LimitError);
    await expect(read('types.arrow', { maxBatchBytes: 1000 })).rejects.toThrow(LimitError);
    const plan = planOf('any');
    await expect(read('rows-lz4.feather', { plan, maxBatchBytes: 200_000 })).rejects.toThrow(
      /maxBatchBytes = 200000/,
    );
  });

  it('passes on the error of the source', async () => {
    const source = (function* () {
      yield bytesOf('arrow', 'types.arrow').subarray(0, 100);
      throw Object.assign(new Error('gone'), { syscall: 'read' });
    })();
    await expect(collect(readArrowBlocks(source))).rejects.toThrow(/^gone$/);
  });
});
