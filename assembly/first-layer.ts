// A network's first layer where categorical columns have many levels: of the units of a row only those that are not zero are listed,
// straight from the columns, and multiplied. That leaves the bits of the sums alone: they begin at +0 and can never become -0 (of two
// addends both would have to be), so that adding 0 * w, which is +0 or -0 for finite weights, changes none.
//
// genmodel's order of sums (src/engine/js/dense.ts) is one of inputs within a partial sum: a row has a list for each of the eight, and
// one for the inputs behind the last whole eight.
import {
  BLOCK_STRIDE,
  FIRST_BIAS,
  FIRST_BLOCK_ROWS,
  FIRST_CELLS,
  FIRST_EVEN,
  FIRST_INPUT_SHIFT,
  FIRST_INPUTS,
  FIRST_LANES,
  FIRST_LIST_BYTES,
  FIRST_LISTS,
  FIRST_PARTS,
  FIRST_STARTS,
  FIRST_UNITS,
  FIRST_WEIGHTS,
  ITEM_SHIFT,
  ITEM_VALUE,
  UNITS_CATS,
  UNITS_MUL,
  UNITS_NUMS,
  UNITS_OFFSETS,
  UNITS_SKIPPED,
  UNITS_SUB,
} from './layout';
import { sumListed } from './listed-sums';
import { columnOf, firstNumber, levelCell, numberUnit } from './units';

/** Rows `from` .. `from + rows - 1` of a block to rows of FIRST_CELLS doubles. */
export function firstLayerRun(layer: usize, block: usize, from: u32, rows: u32, y: usize): void {
  const inBlock = load<u32>(layer, FIRST_BLOCK_ROWS);
  const rowBytes = load<u32>(layer, FIRST_CELLS) << 3;
  for (let done: u32 = 0; done < rows; done += inBlock) {
    const some = min<u32>(inBlock, rows - done);
    let list: usize = load<u32>(layer, FIRST_LISTS);
    for (let r: u32 = 0; r < some; r++) {
      listRow(layer, block, from + done + r, list);
      list += load<u32>(layer, FIRST_LIST_BYTES);
    }
    stripes(layer, some, y + done * rowBytes);
  }
}

/** All cells of the rows that are listed: a stripe of weights stays in the cache while the rows pass by. */
function stripes(layer: usize, rows: u32, y: usize): void {
  const cells = load<u32>(layer, FIRST_CELLS);
  const starts: usize = load<u32>(layer, FIRST_STARTS);
  const listBytes = load<u32>(layer, FIRST_LIST_BYTES);
  const stripeBytes = load<u32>(layer, FIRST_INPUTS) << FIRST_INPUT_SHIFT;
  let weights: usize = load<u32>(layer, FIRST_WEIGHTS);
  let bias: usize = load<u32>(layer, FIRST_BIAS);
  for (let cell: u32 = 0; cell < cells; cell += FIRST_LANES) {
    let list: usize = load<u32>(layer, FIRST_LISTS);
    for (let r: u32 = 0; r < rows; r++) {
      sumListed(weights, bias, list, starts, y + ((r * cells + cell) << 3), cells - cell);
      list += listBytes;
    }
    weights += stripeBytes;
    bias += FIRST_LANES << 3;
  }
}

/** The units of a row of a block that are not zero, each to the end of its list. */
function listRow(layer: usize, block: usize, row: u32, list: usize): void {
  const units: usize = load<u32>(layer, FIRST_UNITS);
  const even = load<u32>(layer, FIRST_EVEN);
  const starts: usize = load<u32>(layer, FIRST_STARTS);
  for (let part: u32 = 0; part < <u32>FIRST_PARTS << 2; part += 4) {
    store<u32>(list + part, list + load<u32>(starts + part));
  }
  const strideBytes = load<u32>(block, BLOCK_STRIDE);
  let column = columnOf(block, 0) + (row << 3);
  const skipped = load<i32>(units, UNITS_SKIPPED);
  const cats = load<u32>(units, UNITS_CATS);
  let offsets: usize = load<u32>(units, UNITS_OFFSETS);
  let before = -1;
  for (let c: u32 = 0; c < cats; c++) {
    const cell = levelCell(load<f64>(column), skipped, load<i32>(offsets), load<i32>(offsets, 4) - 1);
    // A column without levels has the last cell of the one before: its unit is 1 still. Else cells ascend; none is -1.
    if (cell > before) {
      put(list, even, cell, 1);
      before = cell;
    }
    offsets += 4;
    column += strideBytes;
  }
  const nums = load<u32>(units, UNITS_NUMS);
  let input = firstNumber(units);
  let sub: usize = load<u32>(units, UNITS_SUB);
  let mul: usize = load<u32>(units, UNITS_MUL);
  for (let i: u32 = 0; i < nums; i++) {
    put(list, even, input++, numberUnit(load<f64>(column), load<f64>(sub), load<f64>(mul)));
    column += strideBytes;
    sub += 8;
    mul += 8;
  }
}

/** Written always and kept when it is not zero: no jump to be guessed. */
@inline
function put(list: usize, even: u32, input: u32, value: f64): void {
  const end = list + (input < even ? (input & 7) << 2 : (FIRST_PARTS - 1) << 2);
  const item: usize = load<u32>(end);
  store<u32>(item, input << FIRST_INPUT_SHIFT);
  store<f64>(item, value, ITEM_VALUE);
  store<u32>(end, item + (u32(value != 0) << ITEM_SHIFT));
}
