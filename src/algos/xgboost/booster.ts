// boosterBytes: a model as XGBoost itself saves it in its binary format, always little endian (biz.k11i.xgboost.Predictor).
//
//   4    "binf"                  in MOJOs of H2O 3.32 and later; older ones start with the next field
//   136  parameters              f32 base score, u32 number of features, i32 number of classes (0: one sum), i32 saved with
//                                buffers, i32, u32 major and u32 minor version of XGBoost, 27 x i32
//   text objective               i64 length, bytes; such as binary:logistic
//   text booster                 gbtree, dart or gblinear
//   ...  the booster's own bytes (trees.ts, linear.ts), after which attributes may follow that nobody reads
import { quote, UnsupportedMojoError } from '../../errors.js';
import type { ByteCursor } from '../../mojo/byte-cursor.js';
import { damagedBooster, readText, type BoosterHeader } from './booster-bytes.js';
import type { Features } from './features.js';
import { readLinear, type LinearBooster } from './linear.js';
import { OBJECTIVES, toMargin, transformOf, type Transform } from './objective.js';
import { readTrees, type TreeBooster } from './trees.js';

export type Booster = (TreeBooster | LinearBooster) & Objective;

export interface Objective {
  readonly transform: Transform;
  /** What the sums begin with, unless the row has an offset. */
  readonly baseMargin: number;
  /** Up to XGBoost 1.2 the base score is added to the finished sum. */
  readonly baseLast: boolean;
}

const MAGIC = [0x62, 0x69, 0x6e, 0x66]; // binf
const RESERVED_BYTES = 27 * 4;

/** `groups`: the number of sums that the MOJO's category needs. Throws MojoFormatError with file and offset. */
export function readBooster(cursor: ByteCursor, features: Features, groups: number): Booster {
  const start = cursor.take(4);
  if (!MAGIC.every((byte, i) => start[i] === byte)) cursor.seek(0);
  const baseScore = cursor.f32();
  const featuresTrained = cursor.i32();
  const classes = cursor.i32();
  const savedWithBuffers = cursor.i32() !== 0;
  cursor.skip(4); // whether evaluation metrics follow the trees
  const major = cursor.i32();
  const minor = cursor.i32();
  cursor.skip(RESERVED_BYTES);
  const objective = readText(cursor);
  const name = readText(cursor);
  const transform = transformOf(objective);
  if (transform === undefined) {
    const supported = OBJECTIVES.join(', ');
    throw new UnsupportedMojoError(
      `${cursor.file}: XGBoost objective ${quote(objective)} is not supported; supported: ${supported}`,
      { algorithm: 'XGBoost', supported },
    );
  }
  if (featuresTrained < 0 || major < 0 || minor < 0) {
    throw damagedBooster(cursor, 0, 'a count or version below 0 in the header');
  }
  if ((classes === 0 ? 1 : classes) !== groups) {
    throw damagedBooster(cursor, 0, `${classes} classes, expected ${groups} sums a row`);
  }
  const header = { features: featuresTrained, groups, savedWithBuffers };
  return {
    ...readBody(cursor, name, header, features),
    transform,
    baseMargin: major >= 1 ? toMargin(transform, baseScore) : baseScore,
    baseLast: major < 1 || (major === 1 && minor <= 2),
  };
}

function readBody(
  cursor: ByteCursor,
  name: string,
  header: BoosterHeader,
  features: Features,
): TreeBooster | LinearBooster {
  switch (name) {
    case 'gbtree':
    case 'dart':
      return readTrees(cursor, header, features, name === 'dart');
    case 'gblinear':
      return readLinear(cursor, header, features);
    default: {
      const supported = 'gbtree, dart, gblinear';
      throw new UnsupportedMojoError(
        `${cursor.file}: XGBoost booster ${quote(name)} is not supported; supported: ${supported}`,
        { algorithm: 'XGBoost', supported },
      );
    }
  }
}
