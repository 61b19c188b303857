// The bytes of a tree (ExtendedIsolationForestMojoModel.scoreTree0 walks them): i32 number of columns w, then nodes
//
//   i32 number, u8 'N', w f64 normal, w f64 point      a split; children are numbers 2n + 1 and 2n + 2
//   i32 number, u8 'L', i32 rows                       a leaf with as many training rows
//
// The root is number 0, and the file is longer than its nodes: the rest of the writer's buffer, of zeros, follows. Java looks
// for a child only behind its parent; where the file ends before it is found the length is -1.
import { MojoFormatError } from '../../errors.js';
import type { ByteCursor } from '../../mojo/byte-cursor.js';
import { meanSearchLength } from './path-length.js';
import type { PlaneForestBuilder } from './plane-forest.js';

const SPLIT = 78; // 'N'
const LEAF = 76; // 'L'
const NO_LEAF_LENGTH = -1;
const MAX_INT = 0x7fffffff;

/** A child that some split has and the bytes have not shown yet. */
interface Expected {
  readonly node: number;
  readonly depth: number;
}

/** Adds a tree. Cost: linear in its bytes. Throws MojoFormatError with file and offset. */
export function decodeTree(cursor: ByteCursor, width: number, builder: PlaneForestBuilder): void {
  const columns = cursor.i32();
  if (columns !== width)
    throw damaged(cursor, 0, `planes of ${columns} columns, expected ${width}`);
  const expected = new Map<number, Expected>([[0, { node: builder.beginTree(), depth: 0 }]]);
  while (expected.size > 0 && cursor.remaining > 0) {
    const offset = cursor.position;
    const number = cursor.i32();
    const type = cursor.u8();
    if (type !== SPLIT && type !== LEAF) throw damaged(cursor, offset, `node type ${type}`);
    const found = expected.get(number);
    if (found === undefined) {
      cursor.skip(type === SPLIT ? 16 * width : 4);
      continue;
    }
    expected.delete(number);
    const { node, depth } = found;
    if (type === LEAF) {
      builder.setLeaf(node, depth + meanSearchLength(cursor.i32()));
      continue;
    }
    const left = 2 * number + 1;
    if (left >= MAX_INT) throw damaged(cursor, offset, `a split with number ${number}`);
    const child = builder.setSplit(node, cursor);
    expected.set(left, { node: child, depth: depth + 1 });
    expected.set(left + 1, { node: child + 1, depth: depth + 1 });
  }
  for (const { node } of expected.values()) builder.setLeaf(node, NO_LEAF_LENGTH);
}

function damaged({ file }: ByteCursor, offset: number, what: string): MojoFormatError {
  return new MojoFormatError(`${file}: damaged tree: ${what} at byte ${offset}`, { file, offset });
}
