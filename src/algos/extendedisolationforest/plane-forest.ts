import type { ByteCursor } from '../../mojo/byte-cursor.js';

/** Trees whose splits are planes, in parallel arrays with an entry per node. */
export interface PlaneForest {
  /** Columns of a row. */
  readonly width: number;
  /** Root of each tree. */
  readonly roots: Int32Array;
  /** Left child of a split, the right one follows it; -1 for a leaf. */
  readonly left: Int32Array;
  /** Where the plane of a split begins in `planes`. */
  readonly plane: Int32Array;
  /** Length of the way to a leaf, with what its rows add. */
  readonly length: Float64Array;
  /** Per plane the normal, then a point on it, `width` numbers each. */
  readonly planes: Float64Array;
}

/** Collects the nodes of all trees. */
export class PlaneForestBuilder {
  readonly #width: number;
  readonly #roots: number[] = [];
  readonly #left: number[] = [];
  readonly #plane: number[] = [];
  readonly #length: number[] = [];
  readonly #planes: Float64Array;
  #planesEnd = 0;

  /** `bytes`: size of all trees; planes cannot need more. */
  constructor(width: number, bytes: number) {
    this.#width = width;
    this.#planes = new Float64Array(Math.floor(bytes / 8));
  }

  /** Begins the next tree and returns its root; the node is a leaf of length 0 until it is set. */
  beginTree(): number {
    const root = this.#addNode();
    this.#roots.push(root);
    return root;
  }

  setLeaf(node: number, length: number): void {
    this.#length[node] = length;
  }

  /** Reads the plane of a split and returns the left one of its two children. */
  setSplit(node: number, cursor: ByteCursor): number {
    this.#plane[node] = this.#planesEnd;
    for (let i = 0; i < 2 * this.#width; i++) this.#planes[this.#planesEnd++] = cursor.f64();
    const left = this.#addNode();
    this.#addNode();
    this.#left[node] = left;
    return left;
  }

  finish(): PlaneForest {
    return {
      width: this.#width,
      roots: Int32Array.from(this.#roots),
      left: Int32Array.from(this.#left),
      plane: Int32Array.from(this.#plane),
      length: Float64Array.from(this.#length),
      planes: this.#planes.slice(0, this.#planesEnd),
    };
  }

  #addNode(): number {
    this.#plane.push(-1);
    this.#length.push(0);
    return this.#left.push(-1) - 1;
  }
}
