import type { CompressionCodec } from 'hyparquet';
import { InputFormatError } from '../../errors.js';
import { loadCompressors, loadHyparquet } from './packages.js';

/** Unpacks a page into `size` bytes. */
export type Unpack = (bytes: Uint8Array, size: number) => Uint8Array;

/** What unpacks pages of a compression. Throws MissingPackageError, InputFormatError for one that is not supported. */
export async function unpackerOf(codec: CompressionCodec): Promise<Unpack> {
  if (codec === 'UNCOMPRESSED') return (bytes) => bytes;
  if (codec === 'SNAPPY') {
    const { snappyUncompress } = await loadHyparquet();
    return (bytes, size) => {
      const output = new Uint8Array(size);
      snappyUncompress(bytes, output);
      return output;
    };
  }
  const packages = await loadCompressors();
  // Without room of the right size the decoder of zstd believes the size that the frame claims.
  if (codec === 'ZSTD')
    return (bytes, size) => packages.decompressZstd(bytes, new Uint8Array(size));
  const unpack = Object.hasOwn(packages.compressors, codec) && packages.compressors[codec];
  if (!unpack) throw new InputFormatError(`compression ${codec} of Parquet is not supported`);
  return unpack;
}
