import type { Archive } from '../../mojo/archive.js';
import { ByteCursor } from '../../mojo/byte-cursor.js';
import type { ModelInfo } from '../../mojo/model-info.js';
import { decodeTree } from './decode.js';
import { PlaneForestBuilder, type PlaneForest } from './plane-forest.js';

export interface ExtendedIsolationForestData {
  readonly forest: PlaneForest;
  /** Rows that each tree was grown on. */
  readonly sampleSize: number;
}

/** The keys and trees of ExtendedIsolationForestMojoReader. */
export function readExtendedIsolationForest(
  archive: Archive,
  info: ModelInfo,
): ExtendedIsolationForestData {
  const count = info.int('ntrees', 0);
  // A count that is too high is refused by the first file that is not there.
  if (count < 0) throw info.wrong('ntrees', 'a count');
  const files = [];
  let size = 0;
  for (let t = 0; t < count; t++) {
    const path = `trees/t${String(t).padStart(2, '0')}.bin`;
    const bytes = archive.bytes(path);
    size += bytes.length;
    files.push({ path, bytes });
  }
  const builder = new PlaneForestBuilder(info.nFeatures, size);
  for (const { path, bytes } of files) {
    const cursor = new ByteCursor(bytes, archive.fullPath(path), info.littleEndian);
    decodeTree(cursor, info.nFeatures, builder);
  }
  return { forest: builder.finish(), sampleSize: info.int('sample_size', 0) };
}
