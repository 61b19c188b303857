// Planes of sets of levels: each row is noted in the plane of its level, and those of a set's members are put together.
import {
  LEVEL_SLOT_COUNT,
  LEVEL_SLOT_LEVELS,
  LEVEL_SLOT_SET_COUNT,
  LEVEL_SLOT_SETS,
  SET_BYTES,
  SET_INVERTED,
  SET_MEMBER_COUNT,
  SET_MEMBERS,
  SET_PLANE,
} from './layout';
import { bitOf, byteOf, flip } from './plane-bits';
import { levelOf } from './tile';

/** Makes the planes of the sets of a slot of levels, of which all planes are clear, from `rows` cells at `cells`. */
export function fillSets(slot: usize, cells: usize, rows: u32): void {
  const levelCount = load<u32>(slot, LEVEL_SLOT_COUNT);
  const levels: usize = load<u32>(slot, LEVEL_SLOT_LEVELS);
  for (let row: u32 = 0; row < rows; row++) {
    flip(levels + byteOf(row), levelOf(load<f64>(cells + row * sizeof<f64>()), levelCount), bitOf(row));
  }
  let set: usize = load<u32>(slot, LEVEL_SLOT_SETS);
  const end = set + load<u32>(slot, LEVEL_SLOT_SET_COUNT) * SET_BYTES;
  for (; set < end; set += SET_BYTES) {
    let member: usize = load<u32>(set, SET_MEMBERS);
    const membersEnd = member + load<u32>(set, SET_MEMBER_COUNT) * sizeof<u32>();
    let rowsOfSet = v128.load32_splat(set, SET_INVERTED);
    for (; member < membersEnd; member += sizeof<u32>()) {
      rowsOfSet = v128.xor(rowsOfSet, v128.load(load<u32>(member)));
    }
    v128.store(load<u32>(set, SET_PLANE), rowsOfSet);
  }
}
