// Writes GBM MOJOs of any size for the growth curves: complete trees with random columns and thresholds.
import { writeFile } from 'node:fs/promises';
import JSZip from 'jszip';
import { normal, randomSource } from './random.mjs';

const LEFT_IS_LEAF = 0x30;
const RIGHT_IS_LEAF = 0x40;
const NA_LEFT = 2;
const AUX_RECORD_BYTES = 40;

/** A regression of `trees` trees of `depth`, over `columns` numeric columns. */
export async function writeGrowthMojo(path, { trees, depth, columns }) {
  const random = randomSource(trees * 31 + depth * 7 + columns);
  const zip = new JSZip();
  zip.file('model.ini', modelIni(trees, columns));
  const aux = auxBytes(depth);
  for (let tree = 0; tree < trees; tree++) {
    const number = String(tree).padStart(3, '0');
    zip.file(`trees/t00_${number}.bin`, treeBytes(random, depth, columns));
    zip.file(`trees/t00_${number}_aux.bin`, aux);
  }
  await writeFile(path, await zip.generateAsync({ type: 'nodebuffer' }));
}

function modelIni(trees, columns) {
  const names = Array.from({ length: columns }, (_, i) => `x${i}`);
  return `[info]
h2o_version = 3.46.0.10
mojo_version = 1.40
license = Apache License Version 2.0
algo = gbm
algorithm = Gradient Boosting Machine
endianness = LITTLE_ENDIAN
category = Regression
uuid = 1
supervised = true
n_features = ${columns}
n_classes = 1
n_columns = ${columns + 1}
n_domains = 0
balance_classes = false
default_threshold = 0.5
prior_class_distrib = null
model_class_distrib = null
timestamp = 2026-11-21T00:00:00.000Z
escape_domain_values = true
n_trees = ${trees}
n_trees_per_class = 1
_genmodel_encoding = AUTO
_orig_projection_array = null
distribution = gaussian
link_function = identity
init_f = 0.0

[columns]
${names.join('\n')}
y

[domains]
`;
}

/** A complete tree in the format of MOJO 1.40 (docs/formats/trees.md). */
function treeBytes(random, depth, columns) {
  const leaf = Buffer.alloc(4);
  const subtree = (levels) => {
    const below = levels > 1;
    const left = below ? subtree(levels - 1) : undefined;
    const sizeBytes = below ? bytesFor(left.length) : 0;
    const head = Buffer.alloc(8 + sizeBytes);
    head.writeUInt8(below ? sizeBytes - 1 : LEFT_IS_LEAF | RIGHT_IS_LEAF, 0);
    head.writeUInt16LE(Math.floor(random() * columns), 1);
    head.writeUInt8(NA_LEFT, 3);
    head.writeFloatLE(normal(random), 4);
    if (below) {
      head.writeUIntLE(left.length, 8, sizeBytes);
      return Buffer.concat([head, left, subtree(levels - 1)]);
    }
    const leaves = [Buffer.from(leaf), Buffer.from(leaf)];
    for (const each of leaves) each.writeFloatLE(normal(random) / 100, 0);
    return Buffer.concat([head, ...leaves]);
  };
  return subtree(depth);
}

/** The auxiliary file of a complete tree: a record per split, in pre-order, with its number and those of its children. */
function auxBytes(depth) {
  const splits = 2 ** depth - 1;
  const records = [];
  const pending = [0];
  for (let id = pending.pop(); id !== undefined; id = pending.pop()) {
    const [left, right] = [2 * id + 1, 2 * id + 2];
    const record = Buffer.alloc(AUX_RECORD_BYTES);
    record.writeInt32LE(id, 0);
    record.writeInt32LE(left, AUX_RECORD_BYTES - 8);
    record.writeInt32LE(right, AUX_RECORD_BYTES - 4);
    records.push(record);
    if (left < splits) pending.push(right, left);
  }
  return Buffer.concat(records);
}

function bytesFor(size) {
  return size < 2 ** 8 ? 1 : size < 2 ** 16 ? 2 : size < 2 ** 24 ? 3 : 4;
}
