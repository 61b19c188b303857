// Answers of R's imager: those in the repository, and all of them where ../shared is.
import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { EffectOptions, Image, Rules } from '../../src/imaging/index.js';

interface DataPlace {
  readonly file: string;
  readonly dtype: 'u1' | 'f4' | 'f8';
  readonly offset: number;
}

interface NamedImage {
  readonly id: string;
  readonly shape: readonly number[];
  readonly data: DataPlace;
}

export interface ImagingCase {
  readonly id: string;
  readonly group: string;
  readonly op: string;
  readonly input: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly reference: Rules;
  readonly output: DataPlace & { readonly shape: readonly number[] };
}

interface CaseFile {
  readonly inputs: readonly NamedImage[];
  readonly fields: readonly NamedImage[];
  readonly noise: { readonly file: string };
  readonly cases: readonly ImagingCase[];
}

export interface ImagingCases {
  readonly cases: readonly ImagingCase[];
  /** What a case starts from, and its options. */
  readonly setting: (of: ImagingCase) => { image: Image; options: EffectOptions };
  readonly expected: (of: ImagingCase) => Image;
}

const FIXTURES = new URL('../fixtures/imaging/', import.meta.url);
const SHARED = new URL('../../../shared/imaging/', import.meta.url);

export function imagingCases(): ImagingCases {
  return open(existsSync(new URL('cases.json', SHARED)) ? SHARED : FIXTURES);
}

function open(folder: URL): ImagingCases {
  const files = new Map<string, Buffer>();
  const bytesOf = (name: string): Buffer => {
    const known = files.get(name);
    if (known !== undefined) return known;
    const plain = new URL(name, folder);
    const bytes = existsSync(plain)
      ? readFileSync(plain)
      : gunzipSync(readFileSync(new URL(`${name}.gz`, folder)));
    files.set(name, bytes);
    return bytes;
  };
  const all = JSON.parse(bytesOf('cases.json').toString()) as CaseFile;
  const read = ({ file, dtype, offset }: DataPlace, shape: readonly number[]): Image => {
    const bytes = bytesOf(file);
    const [width, height, , channels] = shape;
    const data = Float64Array.from({ length: width * height * channels }, (_, i) => {
      if (dtype === 'u1') return bytes[offset + i];
      return dtype === 'f4'
        ? bytes.readFloatLE(offset + 4 * i)
        : bytes.readDoubleLE(offset + 8 * i);
    });
    return { data, width, height, channels };
  };
  const named = (list: readonly NamedImage[], id: unknown): Image => {
    const found = list.find((image) => image.id === id);
    if (found === undefined) throw new Error(`no image ${String(id)}`);
    return read(found.data, found.shape);
  };
  const noise = (params: unknown): Image | undefined => {
    const { noise: number } = (params ?? {}) as { noise?: number };
    if (number === undefined) return undefined;
    const place = { file: all.noise.file, dtype: 'f4', offset: number * 28 * 28 * 4 } as const;
    return read(place, [28, 28, 1, 1]);
  };

  return {
    cases: all.cases,
    setting: ({ input, params, reference: rules }) => {
      const [scratches, blotches] = [noise(params.scratches), noise(params.blotches)];
      const single = noise(params);
      const options: EffectOptions = {
        rules,
        ...(params.field === undefined ? {} : { field: named(all.fields, params.field) }),
        ...(params.reference === undefined
          ? {}
          : { reference: named(all.inputs, params.reference) }),
        ...(single === undefined ? {} : { noise: single }),
        ...(scratches && blotches ? { noise: { scratches, blotches } } : {}),
      };
      return { image: named(all.inputs, input), options };
    },
    expected: ({ output }) => read(output, output.shape),
  };
}
