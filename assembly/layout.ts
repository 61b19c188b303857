// What TypeScript writes into the kernels' memory and AssemblyScript reads. One file for both: it is valid in both
// languages, so that no number is written twice. All fields are little endian; `Ptr` are byte addresses.

/** Raised with every change below: a kernel binary of another version is refused. */
export const LAYOUT_VERSION = 9;

/** Start of every table and of every column. */
export const ALIGNMENT = 64;

// Block: columns of doubles, one after another.
//   0            4              8
//   ├─ cellsPtr ─┼─ strideBytes ┤
//     u32          u32
// cellsPtr     first cell of column 0
// strideBytes  from one column to the next: an odd multiple of 64, so that the same row of neighbouring columns
//              falls into different sets of the cache
export const BLOCK_CELLS = 0;
export const BLOCK_STRIDE = BLOCK_CELLS + 4;
export const BLOCK_BYTES = BLOCK_STRIDE + 4;

// Tile: TILE_ROWS rows of 32-bit cells, converted from a block. Eight rows lie together, so that eight walks share one
// address and differ in a constant.
//   group 0                                   group 1
//   ├─ slot 0 ─┬─ slot 1 ─┬─ ... ─┬─ slot S-1 ┼─ slot 0 ─┬─ ...
// A slot is an input column in one of these readings (below). Slot 0 is that of leaves; which others exist depends on the splits
// of the forest.
//   0             32            64
//   ├─ floats ────┼─ levels ────┤    levels only where the forest has categorical splits
//     8 x f32       8 x u32
export const LANES = 8;
export const TILE_ROWS = 64;
export const CELL_BYTES = 4;
export const SLOT_FLOATS = 0;
export const SLOT_LEVELS = SLOT_FLOATS + LANES * CELL_BYTES;
/** Size of a slot without levels, and with them. */
export const NUMERIC_SLOT_BYTES = SLOT_LEVELS;
export const MIXED_SLOT_BYTES = SLOT_LEVELS + LANES * CELL_BYTES;

// Reading of a column. Floats are x rounded down to float, which changes no comparison with a float threshold.
// The direction of NaN lies in the choice of the slot, so that walking costs nothing more for it.
//   NOTHING         NaN whatever the column holds: leaves look here, whose value stands where splits have their threshold
//   FLOAT_NA_LEFT   NaN stays NaN, which is not >= anything
//   FLOAT_NA_RIGHT  NaN is Infinity, which is >= every threshold
//   IS_NA           1 for NaN, 0 for numbers, to be compared with IS_NA_THRESHOLD
//   LEVEL           level (int) x where 0 <= level < levelCount, levelCount for other levels, levelCount + 1 for NaN
// All but the last leave the levels 0, the last leaves the floats 0.
export const NOTHING = 0;
export const FLOAT_NA_LEFT = 1;
export const FLOAT_NA_RIGHT = 2;
export const IS_NA = 3;
export const LEVEL = 4;
export const READINGS = LEVEL + 1;

export const IS_NA_THRESHOLD = 1;

// Slot:
//   0          4           8              12
//   ├─ column ─┼─ reading ─┼─ levelCount ─┤
//     u32        u32         u32
export const SLOT_COLUMN = 0;
export const SLOT_READING = SLOT_COLUMN + 4;
export const SLOT_LEVEL_COUNT = SLOT_READING + 4;
export const SLOT_RECORD_BYTES = SLOT_LEVEL_COUNT + 4;

// Node, narrow: trees without categorical splits whose nodes and slots 16 bits can name.
//   0              4              6            8
//   ├─ threshold ──┼─ slotOffset ─┼─ left ─────┤
//     f32            u16 bytes      u16 node
// Node, wide: all other trees.
//   0              4              8            12            16
//   ├─ threshold ──┼─ slotOffset ─┼─ left ─────┼─ bitsPtr ───┤
//     f32            u32 bytes      u32 node     u32
// next = left + (float >= threshold), or in a wide node left + (float >= threshold | bit of the level).
// bit i is bit (i & 7) of byte (i >> 3): levelCount levels, then one bit for other levels and one for NA. Numeric splits
// and leaves point to bits that are all clear.
// Leaf: its value as the threshold, slot 0, which never is at or above it, left the leaf itself: a walk may run on.
// Categorical split: threshold NaN.
// Nodes lie level by level. Node 0 is empty and the root is node 1, so that two children never lie across the border of
// a cache line. The first TOP_LEVELS levels have all their nodes, 2^n from node 2^n on: below a leaf that lies higher
// stand copies of it.
export const ROOT = 1;
export const TOP_LEVELS = 3;
/** First node below the top. */
export const BELOW_TOP = 1 << TOP_LEVELS;
export const NODE_THRESHOLD = 0;
export const NODE_SLOT = NODE_THRESHOLD + 4;
export const NARROW_LEFT = NODE_SLOT + 2;
export const NARROW_SHIFT = 3;
export const NARROW_BYTES = 1 << NARROW_SHIFT;
/** What 16 bits can name: node numbers, and slot offsets in bytes. */
export const NARROW_LIMIT = 0x10000;
export const WIDE_LEFT = NODE_SLOT + 4;
export const WIDE_BITS = WIDE_LEFT + 4;
export const WIDE_SHIFT = 4;
export const WIDE_BYTES = 1 << WIDE_SHIFT;

// Tree:
//   0            4        8              12           16
//   ├─ nodesPtr ─┼─ kind ─┼─ fixedSteps ─┼ aheadBytes ┤
//     u32          u32      u32            u32
// kind        TREE_ABSENT, or TREE_PRESENT with TREE_WIDE, TREE_OPEN
// fixedSteps  steps that every walk makes below the top; TREE_OPEN: then on until no row moves
// aheadBytes  of nodes that are brought into the cache while the tree before is walked; 0 where all trees stay there
export const TREE_NODES = 0;
export const TREE_KIND = TREE_NODES + 4;
export const TREE_STEPS = TREE_KIND + 4;
export const TREE_AHEAD = TREE_STEPS + 4;
export const TREE_BYTES = TREE_AHEAD + 4;
export const TREE_ABSENT = 0;
export const TREE_PRESENT = 1;
export const TREE_WIDE = 2;
export const TREE_OPEN = 4;

// Forest:
//   0           4              8           12           16          20
//   ├─ tilePtr ─┼─ reachedPtr ─┼─ sumsPtr ─┼─ slotsPtr ─┼ slotCount ┼
//     u32         u32            u32         u32          u32
//   20          24          28        32       36          40      44
//   ┼ slotBytes ┼─ treesPtr ┼ classes ┼ groups ┼ floatSums ┼ tiles ┤
//     u32         u32         u32       u32      u32         u32
// tile     `tiles` tiles, one after another
// reached  scratch: the node that each row of a tile is at, TILE_ROWS u32
// sums     scratch: the sum of each row of all tiles, TILE_ROWS f64 each
// trees    tree `class * groups + group` belongs to (group, class)
// floatSums  1: sums are floats, each addition is rounded; 0: doubles
export const FOREST_TILE = 0;
export const FOREST_REACHED = FOREST_TILE + 4;
export const FOREST_SUMS = FOREST_REACHED + 4;
export const FOREST_SLOTS = FOREST_SUMS + 4;
export const FOREST_SLOT_COUNT = FOREST_SLOTS + 4;
export const FOREST_SLOT_BYTES = FOREST_SLOT_COUNT + 4;
export const FOREST_TREES = FOREST_SLOT_BYTES + 4;
export const FOREST_CLASSES = FOREST_TREES + 4;
export const FOREST_GROUPS = FOREST_CLASSES + 4;
export const FOREST_FLOAT_SUMS = FOREST_GROUPS + 4;
export const FOREST_TILE_COUNT = FOREST_FLOAT_SUMS + 4;
export const FOREST_BYTES = FOREST_TILE_COUNT + 4;

// Decoder of packed trees (tree-decode.ts), which goes from tree to tree:
//   0          4             8              12             16
//   ├─ slots ──┼─ columns ───┼─ slotBytes ──┼─ slotCount ──┼─ ...
//     u32        u32           u32            u32
//   ... 16       20        24         28              36
//   ──┼─ count ──┼─ depth ─┼─ leaves ─┼─ leafDepths ──┤
//       u32        u32       u32        f64
// slots       per key (column + 1) * READINGS + reading the offset of its slot, u16; 0: nothing has needed it yet
// slotCount   slots that were needed so far, that of leaves included
// count       nodes of the last tree, node 0 included
// depth, leaves, leafDepths  its longest path, its leaves, and the sum of their depths: copies below leaves of the top
//             count, those leaves do not
export const DECODER_SLOTS = 0;
export const DECODER_COLUMNS = DECODER_SLOTS + 4;
export const DECODER_SLOT_BYTES = DECODER_COLUMNS + 4;
export const DECODER_SLOT_COUNT = DECODER_SLOT_BYTES + 4;
export const DECODER_COUNT = DECODER_SLOT_COUNT + 4;
export const DECODER_DEPTH = DECODER_COUNT + 4;
export const DECODER_LEAVES = DECODER_DEPTH + 4;
export const DECODER_LEAF_DEPTHS = DECODER_LEAVES + 4;
export const DECODER_BYTES = DECODER_LEAF_DEPTHS + 8;
/** What comes of a tree: it is decoded, has more nodes than there is room for, or has to be decoded otherwise. */
export const TREE_DECODED = 0;
export const TREE_TOO_LARGE = 1;
export const TREE_REFUSED = 2;
/** Bytes behind those of a tree that the decoder may read, whatever is in them. */
export const DECODER_PADDING = 16;
/** A node that waits to be decoded: where its bytes begin, u32, and its number, u32. */
export const DECODER_WAITING_BYTES = 8;

// Sliced forest: shallow trees, for the SIMD build and for tiles of PLANE_ROWS rows. A plane has one bit per row of the tile:
// whether a column's cell is at or above a threshold, or its level in a set.
//   plane      byte 0 .. 15, bit i of byte b: row 16 i + b
// Planes are made once for all trees of a batch, in which equal tests share one. They lie slot by slot (a slot is a column here),
// in ascending order of thresholds, with one more behind each slot's for rows above all of them; then those of sets of levels.
export const PLANE_BYTES = 16;
export const PLANE_ROWS = 8 * PLANE_BYTES;

// Slot of a batch:
//   0          4             8           12             16            20
//   ├─ column ─┼─ planesPtr ─┼─ planes ──┼─ naPlanesPtr ┼─ naPlanes ──┤
//     u32        u32           u32         u32            u32
//   20              24          28         32      36           40            44
//   ├─ thresholdsPtr ┼ startsPtr ┼─ lowest ─┼ scale ┼ lastBucket ┼ comparisons ┤
//     u32, of f32      u32, u16    f32        f32     f32          u32
// naPlanes     addresses (u32) of the planes that NA belongs to
// thresholds   one per plane, then NaN, as many as the comparisons of a bucket may read
// A cell is in bucket min(lastBucket, max(0, (cell - lowest) * scale)), rounded to nearest, all in float.
// starts       per bucket, the number of thresholds in buckets before it
// comparisons  no bucket has more than 4 * comparisons thresholds; 0: some have more than 4 * MAX_COMPARISONS
export const SLICED_SLOT_COLUMN = 0;
export const SLICED_SLOT_FIRST = SLICED_SLOT_COLUMN + 4;
export const SLICED_SLOT_COUNT = SLICED_SLOT_FIRST + 4;
export const SLICED_SLOT_NA_PLANES = SLICED_SLOT_COUNT + 4;
export const SLICED_SLOT_NA_COUNT = SLICED_SLOT_NA_PLANES + 4;
export const SLICED_SLOT_THRESHOLDS = SLICED_SLOT_NA_COUNT + 4;
export const SLICED_SLOT_STARTS = SLICED_SLOT_THRESHOLDS + 4;
export const SLICED_SLOT_LOWEST = SLICED_SLOT_STARTS + 4;
export const SLICED_SLOT_SCALE = SLICED_SLOT_LOWEST + 4;
export const SLICED_SLOT_LAST_BUCKET = SLICED_SLOT_SCALE + 4;
export const SLICED_SLOT_COMPARISONS = SLICED_SLOT_LAST_BUCKET + 4;
export const SLICED_SLOT_BYTES = SLICED_SLOT_COMPARISONS + 4;
export const MAX_COMPARISONS = 4;

// Slot of levels of a batch: a column in categorical splits.
//   0          4            8             12          16         20
//   ├─ column ─┼ levelCount ┼─ levelsPtr ─┼─ setsPtr ─┼─ sets ───┤
//     u32        u32          u32           u32         u32
// levels  levelCount + 2 planes: of each level as in the reading LEVEL, the rows that have it
// Set:
//   0           4             8         12         16
//   ├─ planePtr ┼ membersPtr ─┼ members ┼ inverted ┤
//     u32         u32           u32       i32
// plane     the rows whose level is a member; where inverted is -1 and not 0, all others
// members   addresses (u32) of planes of levels
export const LEVEL_SLOT_COLUMN = 0;
export const LEVEL_SLOT_COUNT = LEVEL_SLOT_COLUMN + 4;
export const LEVEL_SLOT_LEVELS = LEVEL_SLOT_COUNT + 4;
export const LEVEL_SLOT_SETS = LEVEL_SLOT_LEVELS + 4;
export const LEVEL_SLOT_SET_COUNT = LEVEL_SLOT_SETS + 4;
export const LEVEL_SLOT_BYTES = LEVEL_SLOT_SET_COUNT + 4;
export const SET_PLANE = 0;
export const SET_MEMBERS = SET_PLANE + 4;
export const SET_MEMBER_COUNT = SET_MEMBERS + 4;
export const SET_INVERTED = SET_MEMBER_COUNT + 4;
export const SET_BYTES = SET_INVERTED + 4;

// Batch: trees from .. end - 1.
//   0           4           8      12    16              20               24
//   ├─ slotsPtr ┼ slotCount ┼ from ┼ end ┼ levelSlotsPtr ┼ levelSlotCount ┤
//     u32         u32         u32    u32   u32             u32
export const BATCH_SLOTS = 0;
export const BATCH_SLOT_COUNT = BATCH_SLOTS + 4;
export const BATCH_FROM = BATCH_SLOT_COUNT + 4;
export const BATCH_END = BATCH_FROM + 4;
export const BATCH_LEVEL_SLOTS = BATCH_END + 4;
export const BATCH_LEVEL_SLOT_COUNT = BATCH_LEVEL_SLOTS + 4;
export const BATCH_BYTES = BATCH_LEVEL_SLOT_COUNT + 4;

// Sliced tree, with all its levels full: below a leaf that stands higher are copies of it.
//   0            4             8        12
//   ├─ nodesPtr ─┼─ valuesPtr ─┼ levels ┤
//     u32          u32           u32
// nodes   address (u32) of the plane that node n tests, n from 1; the nodes below are 2 n and 2 n + 1
// values  f32 per leaf, from left to right
// levels  of nodes above the leaves, at most MAX_SLICED_LEVELS; 0 for an absent tree
export const SLICED_TREE_NODES = 0;
export const SLICED_TREE_VALUES = SLICED_TREE_NODES + 4;
export const SLICED_TREE_LEVELS = SLICED_TREE_VALUES + 4;
export const SLICED_TREE_BYTES = SLICED_TREE_LEVELS + 4;
/** Leaf numbers have a byte. */
export const MAX_SLICED_LEVELS = 8;

// Sliced forest:
//   0             4            8           12      16        20          24
//   ├─ planesPtr ─┼ planeBytes ┼ floatsPtr ┼ naPtr ┼ waysPtr ┼ leavesPtr ┤
//     u32           u32          u32         u32     u32       u32
//   24        28           32         36         40        44       48
//   ├─ sumsPtr ┼ batchesPtr ┼ batches ─┼ treesPtr ┼ classes ┼ groups ┤
//     u32        u32          u32        u32        u32       u32
//   48          52
//   ├ floatSums ┤   as FOREST_FLOAT_SUMS
//     u32
// planes  planeBytes bytes, for one batch at a time
// floats  scratch: a column of the tile in float, PLANE_ROWS f32
// na      scratch: a plane
// ways    scratch: MAX_SLICED_LEVELS planes, then 16 planes
// leaves  scratch: TREES_AT_ONCE x PLANE_ROWS u8
// sums    scratch: PLANE_ROWS f64
export const SLICED_PLANES = 0;
export const SLICED_PLANES_BYTES = SLICED_PLANES + 4;
export const SLICED_FLOATS = SLICED_PLANES_BYTES + 4;
export const SLICED_NA = SLICED_FLOATS + 4;
export const SLICED_WAYS = SLICED_NA + 4;
export const SLICED_LEAVES = SLICED_WAYS + 4;
export const SLICED_SUMS = SLICED_LEAVES + 4;
export const SLICED_BATCHES = SLICED_SUMS + 4;
export const SLICED_BATCH_COUNT = SLICED_BATCHES + 4;
export const SLICED_TREES = SLICED_BATCH_COUNT + 4;
export const SLICED_CLASSES = SLICED_TREES + 4;
export const SLICED_GROUPS = SLICED_CLASSES + 4;
export const SLICED_FLOAT_SUMS = SLICED_GROUPS + 4;
export const SLICED_BYTES = SLICED_FLOAT_SUMS + 4;
/** Trees whose leaves are added to a row's sum together. */
export const TREES_AT_ONCE = 4;
export const WAYS_PLANES = MAX_SLICED_LEVELS + 16;

// TreeSHAP. Its trees have nodes of their own, in the table's order, siblings together; the tile is that of a forest whose
// slots have levels.
// Split:
//   0           4           8         12         16       20        24         28
//   ├ threshold ┼ slotOffset┼ bitsPtr ┼ left Ptr ┼ share ─┼ feature ┼ hotBit ──┤
//     f32         u32         u32       u32        f32      u32       u32
// Leaf:
//   0           4           8         12         16       20
//   ├ value ────┼ place ────┼ count ──┼ 0 ───────┼ share ─┼ leaf
//     f32         u32         u32       u32        f32      u32
// bitsPtr  0 where the split is a threshold
// share    of the weight of the node above
// feature  number that the split counts for
// hotBit   bit of a pattern that tells whether the row stays on the way at this level
// count    different features on the way to the leaf; place: the sum of the counts of the leaves before it
// leaf     number of the leaf
export const SHAP_THRESHOLD = 0;
export const SHAP_SLOT = SHAP_THRESHOLD + 4;
export const SHAP_BITS = SHAP_SLOT + 4;
export const SHAP_LEFT = SHAP_BITS + 4;
export const SHAP_SHARE = SHAP_LEFT + 4;
export const SHAP_FEATURE = SHAP_SHARE + 4;
export const SHAP_HOT_BIT = SHAP_FEATURE + 4;
export const SHAP_VALUE = SHAP_THRESHOLD;
export const SHAP_PLACE = SHAP_SLOT;
export const SHAP_COUNT = SHAP_BITS;
export const SHAP_LEAF = SHAP_FEATURE;
export const SHAP_NODE_SHIFT = 5;
export const SHAP_NODE_BYTES = 1 << SHAP_NODE_SHIFT;

// The state of a way at one level of a tree. A lane is a row, or a pattern: what a row can do at each level of the way.
//   ├─ elements ──────────┼─ ones of the last edge ─┼─ parts ─────────────────┤
//     (E + 2) records       lanes f32                 E + 2 times lanes f32       E: most features of a way
// Element:
//   0         4        8         12         16
//   ├ feature ┼ zero ──┼ onesPtr ┼ place ───┤
//     u32       f32      u32       u32
// place  of the element among the contributions of a leaf, in bytes
export const ELEMENT_FEATURE = 0;
export const ELEMENT_ZERO = ELEMENT_FEATURE + 4;
export const ELEMENT_ONES = ELEMENT_ZERO + 4;
export const ELEMENT_PLACE = ELEMENT_ONES + 4;
export const ELEMENT_BYTES = ELEMENT_PLACE + 4;

// What TreeSHAP works on:
//   0           4               8           12            16           20
//   ├─ rootPtr ─┼─ sharesPtr ───┼ levelsPtr ┼ levelBytes ─┼ partsOffset ┤
//     u32         u32             u32         u32           u32
//   20      24                28          32            36         40       44      48
//   ┼ lanes ┼ contributionsPtr ─┼ laneBytes ┼ featuresPtr ┼ stackPtr ┼ mean ──┼ depth ┤
//     u32     u32                 u32         u32           u32        f32      u32
// levels         a state for each level of the tree, and one more
// contributions  lane by lane, `laneBytes` apart, leaf by leaf: of rows `count` f32; of patterns PATTERN_LEVELS f32, each
//                feature at the place of the level that it comes first at, -0, which changes no sum, at other places
// features       leaf by leaf, a u32 for each of these: where in a row's sums the contribution belongs, in bytes
// shares         scratch: a f32 for each element of a way
// stack          scratch of the adding: 8 bytes for each level
export const SHAP_ROOT = 0;
export const SHAP_SHARES = SHAP_ROOT + 4;
export const SHAP_LEVELS = SHAP_SHARES + 4;
export const SHAP_LEVEL_BYTES = SHAP_LEVELS + 4;
export const SHAP_PARTS = SHAP_LEVEL_BYTES + 4;
export const SHAP_LANES = SHAP_PARTS + 4;
export const SHAP_CONTRIBUTIONS = SHAP_LANES + 4;
export const SHAP_LANE_BYTES = SHAP_CONTRIBUTIONS + 4;
export const SHAP_FEATURES = SHAP_LANE_BYTES + 4;
export const SHAP_STACK = SHAP_FEATURES + 4;
export const SHAP_MEAN = SHAP_STACK + 4;
export const SHAP_DEPTH = SHAP_MEAN + 4;
export const SHAP_BYTES = SHAP_DEPTH + 4;
/** Trees of at most so many levels can have their patterns made. */
export const PATTERN_LEVELS = 8;
export const PATTERN_SHIFT = 5;
export const PATTERN_BYTES = 1 << PATTERN_SHIFT;
/** Bytes of the stack for one level. */
export const SHAP_STACK_BYTES = 8;

// Dense layer:
//   0              4           8          12          16           20          24            28          32              36
//   ├─ weightsPtr ─┼─ biasPtr ─┼─ inputs ─┼─ outputs ─┼─ channels ─┼ packedPtr ┼─ doublesPtr ┼ blockRows ┼─ partialsPtr ─┤
//     u32, of f32    u32, f64    u32        u32         u32          u32         u32           u32         u32
// weights    one channel: panels of DENSE_LANES outputs (the last one filled up with zeros), each with its inputs in the
//            order i = 0, 8, 16 ..., then 1, 9, 17 ... to 7, 15, 23 ..., then the last inputs % 8 of them
//   panel    ├─ input 0: DENSE_LANES floats ─┼─ input 8 ─┼─ ... ─┼─ input 1 ─┼─ input 9 ─┼─ ...
//            more channels: as in DenseSpec
// bias       one channel: filled up to whole panels
// packed     scratch of blockRows rows of `inputs` doubles: DENSE_TILE_ROWS rows in the order of a panel, for each input a
//            double of each row
// doubles    scratch: a panel as doubles
// blockRows  a multiple of DENSE_TILE_ROWS: rows that meet a panel before the next one
// partials   scratch of DENSE_PARTIALS_BYTES: the eight partial sums of DENSE_TILE_ROWS rows and DENSE_LANES outputs
export const DENSE_WEIGHTS = 0;
export const DENSE_BIAS = DENSE_WEIGHTS + 4;
export const DENSE_INPUTS = DENSE_BIAS + 4;
export const DENSE_OUTPUTS = DENSE_INPUTS + 4;
export const DENSE_CHANNELS = DENSE_OUTPUTS + 4;
export const DENSE_PACKED = DENSE_CHANNELS + 4;
export const DENSE_DOUBLES = DENSE_PACKED + 4;
export const DENSE_BLOCK_ROWS = DENSE_DOUBLES + 4;
export const DENSE_PARTIALS = DENSE_BLOCK_ROWS + 4;
export const DENSE_BYTES = DENSE_PARTIALS + 4;
/** Outputs, and rows, of which the SIMD build makes all products at once. */
export const DENSE_LANES = 4;
export const DENSE_TILE_ROWS = 4;
export const DENSE_PASS_BYTES = DENSE_TILE_ROWS * DENSE_LANES * 8;
export const DENSE_PARTIALS_BYTES = 8 * DENSE_PASS_BYTES;

// Units of a network's first layer:
//   0       4       8            12         16         20       24       28             32      36
//   ├─ cats ┼─ nums ┼─ offsets ──┼─ skipped ┼─ stride ─┼─ sub ──┼─ mul ──┼─ reference ──┼─ back ┤
//     u32     u32     u32, of i32  u32        u32        u32, of f64 each
// offsets  cats + 1 numbers: the first cell of each categorical column, and of the numbers
// skipped  leading levels without a cell: 0 or 1
// stride   cells of a row of units
// reference, back (single precision only)  what units count from; 1 / mul
export const UNITS_CATS = 0;
export const UNITS_NUMS = UNITS_CATS + 4;
export const UNITS_OFFSETS = UNITS_NUMS + 4;
export const UNITS_SKIPPED = UNITS_OFFSETS + 4;
export const UNITS_STRIDE = UNITS_SKIPPED + 4;
export const UNITS_SUB = UNITS_STRIDE + 4;
export const UNITS_MUL = UNITS_SUB + 4;
export const UNITS_REFERENCE = UNITS_MUL + 4;
export const UNITS_BACK = UNITS_REFERENCE + 4;
export const UNITS_BYTES = UNITS_BACK + 4;

// First layer over lists of the units that are not zero:
//   0          4            8         12       16       20     24          28       32          36
//   ├─ units ──┼─ weights ──┼─ bias ──┼─ inputs ┼ cells ┼ even ┼ blockRows ┼ lists ─┼ listBytes ┼─ starts ──┤
//     u32        u32, f32     u32, f64  u32       u32     u32    u32         u32      u32         u32, of u32
// weights    stripes of FIRST_LANES cells (the last one filled up with zeros)
//   stripe   ├─ input 0: FIRST_LANES floats ─┼─ input 1 ─┼─ input 2 ─┼ ...
// bias       filled up to whole stripes
// cells      sums of a row: one for each output; of Maxout for each channel of it
// even       inputs whose products are added in eight partial sums, input i in the one i mod 8; those behind one by one. Maxout: 0
// lists      scratch of blockRows rows, listBytes each
//   row      ├─ where part 0 ends, u32 ─┼─ part 1 ─┼ ... ─┼─ part 8 ─┼ padding ┼─ items of part 0 ─┼ room ┼─ items of part 1 ─┼ ...
//   item     ├─ u32: bytes from the stripe's beginning ─┼ padding ┼─ f64: unit ─┤
// starts     FIRST_PARTS numbers: bytes from the beginning of a row to the items of each part, each of which has room for one item more
//            than there can be
export const FIRST_UNITS = 0;
export const FIRST_WEIGHTS = FIRST_UNITS + 4;
export const FIRST_BIAS = FIRST_WEIGHTS + 4;
export const FIRST_INPUTS = FIRST_BIAS + 4;
export const FIRST_CELLS = FIRST_INPUTS + 4;
export const FIRST_EVEN = FIRST_CELLS + 4;
export const FIRST_BLOCK_ROWS = FIRST_EVEN + 4;
export const FIRST_LISTS = FIRST_BLOCK_ROWS + 4;
export const FIRST_LIST_BYTES = FIRST_LISTS + 4;
export const FIRST_STARTS = FIRST_LIST_BYTES + 4;
/** Of an input and a stripe: a cache line. */
export const FIRST_LANES = 16;
export const FIRST_INPUT_SHIFT = 6;
/** Lists of a row: a partial sum each, and the inputs behind. */
export const FIRST_PARTS = 9;
/** Bytes of a row before the first item. */
export const FIRST_ENDS_BYTES = 48;
export const ITEM_SHIFT = 4;
export const ITEM_BYTES = 1 << ITEM_SHIFT;
export const ITEM_VALUE = 8;

// Network for one row at a time (SIMD only):
//   0           4           8           12       16         20
//   ├ unitsPtr ─┼ inputPtr ─┼ layersPtr ┼ layers ┼ firstPtr ┤
//     u32         u32         u32         u32      u32; 0: the first layer is one like the others
// input  a block of the row's cells, one after another
// first  the first layer over lists; of its row layer only what follows the sums is used
// Row layer:
//   0      4      8            12        16       20        24           28          32
//   ├ xPtr ┼ yPtr ┼ weightsPtr ┼ biasPtr ┼ inputs ┼ outputs ┼ activation ┼ factorPtr ┤
//     u32    u32    u32, f64     u32, f64  u32      u32       u32          u32, f64; 0: no factor
// weights     for each two outputs (the last one filled up with zeros): for each whole eight of inputs 8 doubles of the first and 8 of
//             the second; then for each of the last inputs % 8 a double of either
// bias        filled up to whole pairs
// activation  ROW_TANH to ROW_SOFTMAX; another: none
export const ROW_NETWORK_UNITS = 0;
export const ROW_NETWORK_INPUT = ROW_NETWORK_UNITS + 4;
export const ROW_NETWORK_LAYERS = ROW_NETWORK_INPUT + 4;
export const ROW_NETWORK_COUNT = ROW_NETWORK_LAYERS + 4;
export const ROW_NETWORK_FIRST = ROW_NETWORK_COUNT + 4;
export const ROW_LAYER_X = 0;
export const ROW_LAYER_Y = ROW_LAYER_X + 4;
export const ROW_LAYER_WEIGHTS = ROW_LAYER_Y + 4;
export const ROW_LAYER_BIAS = ROW_LAYER_WEIGHTS + 4;
export const ROW_LAYER_INPUTS = ROW_LAYER_BIAS + 4;
export const ROW_LAYER_OUTPUTS = ROW_LAYER_INPUTS + 4;
export const ROW_LAYER_ACTIVATION = ROW_LAYER_OUTPUTS + 4;
export const ROW_LAYER_FACTOR = ROW_LAYER_ACTIVATION + 4;
export const ROW_LAYER_BYTES = ROW_LAYER_FACTOR + 4;
export const ROW_TANH = 1;
export const ROW_RECTIFIER = 2;
export const ROW_EXP_RECTIFIER = 3;
export const ROW_SOFTMAX = 4;

// Rows in single precision lie in tiles of SINGLE_TILE_ROWS rows, those of a tile cell by cell:
//   ├─ cell 0 of rows 0 .. 3 ─┼─ cell 1 of rows 0 .. 3 ─┼─ ... ─┤─ cell 0 of rows 4 .. 7 ─┼─ ...
//
// Dense layer in single precision:
//   0              4           8          12         16         20         24
//   ├─ weightsPtr ─┼─ biasPtr ─┼─ inputs ─┼─ stride ─┼─ panels ─┼─ listPtr ┤
//     u32, of f32    u32, f32    u32        u32 floats u32        u32
// weights  panels of SINGLE_LANES outputs, the last one filled up with zeros: for each input SINGLE_LANES floats
// bias     one per output of whole panels
// stride   cells of a row of inputs; a row of outputs has panels * SINGLE_LANES
// list     scratch for the rows of a tile, each inputs + 1 pairs: u32 offset of an input's weights in a panel, f32 input
export const SINGLE_WEIGHTS = 0;
export const SINGLE_BIAS = SINGLE_WEIGHTS + 4;
export const SINGLE_INPUTS = SINGLE_BIAS + 4;
export const SINGLE_STRIDE = SINGLE_INPUTS + 4;
export const SINGLE_PANELS = SINGLE_STRIDE + 4;
export const SINGLE_LIST = SINGLE_PANELS + 4;
export const SINGLE_BYTES = SINGLE_LIST + 4;
export const SINGLE_LANES = 8;
/** Rows that are multiplied at once. */
export const SINGLE_TILE_ROWS = 4;

// Linear predictor:
//   0           4              8       12      16            20
//   ├─ betaPtr ─┼─ offsetsPtr ─┼─ cats ┼─ nums ┼─ skipped ───┤
//     u32, f64    u32, of i32    u32     u32     u32
// beta     categoricals, numerics, intercept: offsets[cats] + nums + 1 doubles
// skipped  leading levels without a coefficient: 0 or 1
export const LINEAR_BETA = 0;
export const LINEAR_OFFSETS = LINEAR_BETA + 4;
export const LINEAR_CATS = LINEAR_OFFSETS + 4;
export const LINEAR_NUMS = LINEAR_CATS + 4;
export const LINEAR_SKIPPED = LINEAR_NUMS + 4;
export const LINEAR_BYTES = LINEAR_SKIPPED + 4;

// Cluster centres:
//   0              4                 8       12        16
//   ├─ centersPtr ─┼─ categoricalPtr ┼─ width ┼─ count ─┤
//     u32, of f64    u32, of u8        u32      u32
// centers  count x width doubles, centre by centre
export const CENTERS_CELLS = 0;
export const CENTERS_CATEGORICAL = CENTERS_CELLS + 4;
export const CENTERS_WIDTH = CENTERS_CATEGORICAL + 4;
export const CENTERS_COUNT = CENTERS_WIDTH + 4;
export const CENTERS_BYTES = CENTERS_COUNT + 4;

/** Inverse link functions by number, in the order of `Link` in src/engine/kernels.ts. */
export const LINK_IDENTITY = 0;
export const LINK_GBM_LOG = 1;
export const LINK_GBM_LOGIT = 2;
export const LINK_GBM_INVERSE = 3;
export const LINK_GBM_OLOGLOG = 4;
export const LINK_GBM_OPROBIT = 5;
export const LINK_GLM_LOG = 6;
export const LINK_GLM_LOGIT = 7;
export const LINK_GLM_INVERSE = 8;
export const LINK_GLM_TWEEDIE_LOG = 9;
export const LINK_GLM_TWEEDIE_POW = 10;
