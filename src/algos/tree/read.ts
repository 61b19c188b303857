import type { DescribedForest, ForestTable } from '../../engine/forest-table.js';
import type { PackedForest } from '../../engine/packed-forest.js';
import type { InputPlan } from '../../frame/input-plan.js';
import type { Archive } from '../../mojo/archive.js';
import type { ModelInfo } from '../../mojo/model-info.js';
import type { ModelData, TreeModel } from '../algorithm.js';
import { encodedInputs } from '../encoding/index.js';
import { readOriginalColumns } from '../encoding/original-columns.js';
import { readCalibrator, type Calibrator } from './calibration.js';
import { packedForest, readDescribedForest, readForest } from './read-forest.js';

/** SharedTreeMojoModel.getCategoricalEncoding. */
const ENCODINGS = [
  'Enum',
  'SortByResponse',
  'OneHotExplicit',
  'Binary',
  'EnumLimited',
  'Eigen',
  'LabelEncoder',
];

/** The trees of a MOJO, for scoring. */
export interface ForestSource {
  readonly packed: PackedForest;
  /** Decoded again from the MOJO where nobody has held it since; throws MojoFormatError for trees that are damaged. */
  readonly table: () => ForestTable;
}

/** What GBM, DRF and isolation forest MOJOs have in common (SharedTreeMojoReader). */
export interface TreeData {
  readonly forest: ForestSource;
  /** As the forest's table, with the auxiliary files; throws MojoFormatError where one of them is damaged. */
  readonly described: () => DescribedForest;
  readonly trees: TreeModel;
  readonly inputs: InputPlan;
  readonly calibrate: Calibrator | undefined;
  /** Where single rows are scored: ModelData.rowBackend. */
  readonly rows: Pick<ModelData, 'rowBackend'>;
}

/** Of a forest of so many bytes, walks take from memory in any case: there the addon's calls do not matter. */
const LARGE_BYTES = 2 ** 20;

/** Trees are looked into when the model is put into kernels' memory, and found damaged then. */
export function readTreeData(archive: Archive, info: ModelInfo): TreeData {
  const doubleTrees = info.boolean('binomial_double_trees', false);
  const treesPerGroup = info.int(
    'n_trees_per_class',
    info.nClasses === 2 && !doubleTrees ? 1 : info.nClasses,
  );
  // The explicit encodings are told from 1.40 on; before, only the encoded columns are known.
  const encoding = info.mojoVersion < 1.4 ? 'AUTO' : info.string('_genmodel_encoding');
  const inputs = encodedInputs(info, encoding, () => readOriginalColumns(archive, info), ENCODINGS);
  const packed = packedForest(archive, info, treesPerGroup);
  const table = archive.derived(() => readForest(packed, archive, info));
  const described = archive.derived(() => readDescribedForest(packed, archive, info));
  return {
    forest: { packed, table },
    described,
    inputs,
    trees: {
      get forest() {
        return table();
      },
      get described() {
        return described();
      },
      hasPaths: info.mojoVersion >= 1.2,
      hasNodeIds: info.mojoVersion >= 1.3,
    },
    calibrate: readCalibrator(archive, info),
    rows: { rowBackend: () => (isLarge(packed) ? undefined : 'wasm') },
  };
}

/** Cost: unpacks as much at most. */
function isLarge(forest: PackedForest): boolean {
  let bytes = 0;
  const trees = forest.groupCount * forest.treesPerGroup;
  for (let tree = 0; tree < trees && bytes <= LARGE_BYTES; tree++) {
    bytes += forest.bytes(tree)?.length ?? 0;
  }
  return bytes > LARGE_BYTES;
}
