// Boosters in XGBoost's binary format, written here so that tests can have every kind of them.

/** `cover`: sum of hessians. */
export type TreeSpec =
  | { readonly leaf: number; readonly cover?: number }
  | {
      readonly cover?: number;
      readonly feature: number;
      readonly threshold: number;
      readonly defaultLeft: boolean;
      readonly left: TreeSpec;
      readonly right: TreeSpec;
    };

export interface BoosterSpec {
  readonly version: readonly [major: number, minor: number];
  readonly objective: string;
  readonly baseScore: number;
  readonly features: number;
  /** 0: one sum a row. */
  readonly classes: number;
  readonly body:
    | {
        readonly name: 'gbtree' | 'dart';
        readonly trees: readonly { readonly group: number; readonly root: TreeSpec }[];
        readonly weights?: readonly number[];
      }
    /** `weights`: feature by feature, a weight per sum; then the biases. Empty: all are 0. */
    | { readonly name: 'gblinear'; readonly weights: readonly number[] };
}

export class ByteWriter {
  readonly #parts: Uint8Array[] = [];

  i32(...values: readonly number[]): this {
    return this.#add(new Uint8Array(Int32Array.from(values).buffer));
  }

  f32(...values: readonly number[]): this {
    return this.#add(new Uint8Array(Float32Array.from(values).buffer));
  }

  f64(...values: readonly number[]): this {
    return this.#add(new Uint8Array(Float64Array.from(values).buffer));
  }

  i64(value: number): this {
    return this.i32(value | 0, Math.floor(value / 2 ** 32));
  }

  zeros(count: number): this {
    return this.#add(new Uint8Array(count));
  }

  text(value: string): this {
    const bytes = new TextEncoder().encode(value);
    return this.i64(bytes.length).#add(bytes);
  }

  raw(value: string): this {
    return this.#add(new TextEncoder().encode(value));
  }

  bytes(): Uint8Array {
    return Uint8Array.from(this.#parts.flatMap((part) => [...part]));
  }

  #add(part: Uint8Array): this {
    this.#parts.push(part);
    return this;
  }
}

export function writeBooster(spec: BoosterSpec): Uint8Array {
  const [major, minor] = spec.version;
  const out = new ByteWriter();
  if (major > 0) out.raw('binf');
  out.f32(spec.baseScore).i32(spec.features, spec.classes, 0, 1, major, minor).zeros(108);
  out.text(spec.objective).text(spec.body.name);
  const { body } = spec;
  if (body.name === 'gblinear') {
    out
      .zeros(136)
      .i64(body.weights.length)
      .f32(...body.weights);
    return out.bytes();
  }
  out.i32(body.trees.length).zeros(156);
  for (const { root } of body.trees) writeTree(out, root);
  out.i32(...body.trees.map(({ group }) => group));
  if (body.weights && body.trees.length > 0) out.i64(body.weights.length).f32(...body.weights);
  // Attributes follow the booster; nobody reads them.
  return out.zeros(8).bytes();
}

interface Node {
  readonly left: number;
  readonly right: number;
  readonly feature: number;
  readonly value: number;
  readonly cover: number;
}

/**
 * Nodes as pruning and reuse leave them: children need not be neighbours, and nodes that nothing refers to lie between. The right
 * subtree is written first.
 */
export function nodesOf(root: TreeSpec): readonly Node[] {
  const nodes: Node[] = [];
  const unused = { left: -1, right: -1, feature: 0, value: NaN, cover: NaN };
  const place = (spec: TreeSpec, at: number): void => {
    const { cover = 0 } = spec;
    if ('leaf' in spec) {
      nodes[at] = { left: -1, right: -1, feature: 0, value: spec.leaf, cover };
      return;
    }
    nodes[at] = unused;
    const right = nodes.push(unused) - 1;
    place(spec.right, right);
    nodes.push(unused);
    const left = nodes.push(unused) - 1;
    place(spec.left, left);
    const feature = spec.defaultLeft ? spec.feature | 0x80000000 : spec.feature;
    nodes[at] = { left, right, feature, value: spec.threshold, cover };
  };
  place(root, 0);
  return nodes;
}

function writeTree(out: ByteWriter, root: TreeSpec): void {
  const nodes = nodesOf(root);
  out.i32(1, nodes.length).zeros(140);
  for (const { left, right, feature, value } of nodes) out.i32(-1, left, right, feature).f32(value);
  for (const { cover } of nodes) out.f32(0, cover, 0).i32(0);
}
