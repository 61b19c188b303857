// The packages for Parquet, loaded when the first file is read or written.
import type { ParquetParsers } from 'hyparquet';
import { optionalPackage } from '../optional-package.js';

const PURPOSE = 'Parquet';

/** The decoder. Throws MissingPackageError. */
export function loadHyparquet() {
  return optionalPackage('hyparquet', PURPOSE, () => import('hyparquet'));
}

/** The decoder's way to single pages, and what it reads them with. Throws MissingPackageError. */
export function loadPages() {
  return optionalPackage('hyparquet', PURPOSE, async () => {
    const { parquetHeader, readPage } = await import('hyparquet/src/column.js');
    const { deltaBinaryUnpack } = await import('hyparquet/src/delta.js');
    const { readRleBitPackedHybrid } = await import('hyparquet/src/encoding.js');
    return { parquetHeader, readPage, deltaBinaryUnpack, readRleBitPackedHybrid };
  });
}

/** Decompressors other than that for snappy. Throws MissingPackageError. */
export function loadCompressors() {
  return optionalPackage(
    'hyparquet-compressors',
    'Parquet packed otherwise than with snappy',
    () => import('hyparquet-compressors'),
  );
}

/** The encoder. Throws MissingPackageError. */
export function loadWriter() {
  return optionalPackage('hyparquet-writer', 'writing Parquet', () => import('hyparquet-writer'));
}

/** What the decoder makes of annotated types: nothing, as we ask for plain ones. The rest are statistics, which nobody reads. */
export const PARSERS: ParquetParsers = {
  timestampFromMilliseconds: () => undefined,
  timestampFromMicroseconds: () => undefined,
  timestampFromNanoseconds: () => undefined,
  dateFromDays: () => undefined,
  stringFromBytes: () => undefined,
  jsonFromBytes: () => undefined,
  geometryFromBytes: () => undefined,
  geographyFromBytes: () => undefined,
  uuidFromBytes: () => undefined,
};
