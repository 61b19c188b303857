// The auxiliary file of a tree, `trees/tCC_GGG_aux.bin` (SharedTreeMojoModel.AuxInfo): one record per split, in the
// order of the splits in the tree's bytes:
//
//   0    4             8         12        16     20     24      28      32    36    40
//   ├nid ┼left splits ─┼weightL ─┼weightR ─┼predL ┼predR ┼sqErrL ┼sqErrR ┼nidL ┼nidR ┤
//     i32  i32           f32       f32       f32    f32    f32     f32     i32   i32
import { MojoFormatError } from '../../errors.js';
import type { ByteCursor } from '../../mojo/byte-cursor.js';

const RECORD_BYTES = 40;
const WEIGHT_LEFT = 8;
const NID_LEFT = 32;

/** What is known of the children of each split, taken in the order of the splits. */
export class AuxNodes {
  readonly #cursor: ByteCursor | undefined;
  #record = -1;
  /** H2O's numbers of the children, -1 where they are not known. */
  leftId = -1;
  rightId = -1;
  /** Training weights that went to them, NaN where they are not known. */
  leftWeight = NaN;
  rightWeight = NaN;

  /** Without a cursor (MOJO 1.00 has no auxiliary files, scoring needs none) nothing is known. */
  constructor(cursor?: ByteCursor) {
    if (cursor !== undefined && cursor.length % RECORD_BYTES !== 0) {
      throw new MojoFormatError(
        `${cursor.file}: expected records of ${RECORD_BYTES} bytes, got ${cursor.length} bytes`,
        { file: cursor.file },
      );
    }
    this.#cursor = cursor;
  }

  /** Whether there are records at all. */
  get isKnown(): boolean {
    return this.#cursor !== undefined;
  }

  /** Goes to the next split. A file with fewer records than the tree has splits does not matter for scoring: nothing is known then. */
  next(): void {
    this.#record++;
    const cursor = this.#cursor;
    if (cursor === undefined || (this.#record + 1) * RECORD_BYTES > cursor.length) {
      this.leftId = this.rightId = -1;
      this.leftWeight = this.rightWeight = NaN;
      return;
    }
    const start = this.#record * RECORD_BYTES;
    cursor.seek(start + WEIGHT_LEFT);
    this.leftWeight = cursor.f32();
    this.rightWeight = cursor.f32();
    cursor.seek(start + NID_LEFT);
    this.leftId = cursor.i32();
    this.rightId = cursor.i32();
  }
}
