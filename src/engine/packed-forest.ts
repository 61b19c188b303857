// A forest as it stands in a MOJO. Back ends that can decode trees themselves do without its table (forest-table.ts).

/** The trees' bytes, in the format that `algos/tree/decode.ts` tells of. */
export interface PackedForest {
  readonly groupCount: number;
  readonly treesPerGroup: number;
  /** Number of input columns that splits may name. */
  readonly columnCount: number;
  /** The order of bytes in numbers. */
  readonly littleEndian: boolean;
  /**
   * The bytes of tree `class * groupCount + group`; undefined where it is absent. Unpacked when they are asked for. Throws
   * MojoFormatError when they cannot be.
   */
  bytes(tree: number): Uint8Array | undefined;
}
