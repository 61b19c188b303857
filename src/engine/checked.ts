// Wraps a back end so that both refuse the same misuse: WebAssembly would otherwise write into its neighbours' memory.
import { ArgumentError } from '../errors.js';
import { disposedError } from './disposed.js';
import type { Block, Kernels, Matrix } from './kernels.js';

/** The same operations, with sizes checked and use after `dispose` refused. Cost: a few comparisons per call. */
export function checked(backend: Kernels): Kernels {
  const { name } = backend;
  const drops: (() => void)[] = [];
  let live: Kernels | undefined = backend;

  function kernels(): Kernels {
    if (live === undefined) throw disposedError();
    return live;
  }

  return {
    name,
    block: (width, capacity) => {
      requireSize('width', width);
      requireSize('capacity', capacity);
      return kernels().block(width, capacity);
    },
    matrix: (width, capacity) => {
      requireSize('width', width);
      requireSize('capacity', capacity);
      return kernels().matrix(width, capacity);
    },
    forest: (table) => {
      const forest = loaded(kernels().forest(table));
      const trees = table.groupCount * table.treesPerGroup;
      return {
        sums: (input, rows, fromGroup, toGroup, out, first) => {
          requireRows(rows, input, out);
          requireColumns('input', input, 0, table.columnCount);
          requireColumns('out', out, first, table.treesPerGroup);
          requireRange('groups', fromGroup, toGroup, table.groupCount);
          forest().sums(input, rows, fromGroup, toGroup, out, first);
        },
        leaves: (input, rows, out) => {
          requireRows(rows, input);
          requireColumns('input', input, 0, table.columnCount);
          requireLength('out', out.length, trees * rows);
          forest().leaves(input, rows, out);
        },
      };
    },
    dense: (spec) => {
      const { inputs, outputs, channels } = spec;
      requireLength('weights', spec.weights.length, inputs * outputs * channels);
      requireLength('bias', spec.bias.length, outputs * channels);
      const dense = loaded(kernels().dense(spec));
      return {
        run: (x, rows, y) => {
          requireRows(rows, x, y);
          requireWidth('x', x, inputs);
          requireWidth('y', y, outputs * channels);
          dense().run(x, rows, y);
        },
      };
    },
    linear: (spec) => {
      requireLength('catOffsets', spec.catOffsets.length, spec.cats + 1);
      requireLength('beta', spec.beta.length, spec.catOffsets[spec.cats] + spec.nums + 1);
      const linear = loaded(kernels().linear(spec));
      return {
        run: (input, rows, out, column) => {
          requireRows(rows, input, out);
          requireColumns('input', input, 0, spec.cats + spec.nums);
          requireColumns('out', out, column, 1);
          linear().run(input, rows, out, column);
        },
      };
    },
    distances: (spec) => {
      const width = spec.categorical.length;
      for (const center of spec.centers) requireLength('center', center.length, width);
      const distances = loaded(kernels().distances(spec));
      return {
        run: (input, rows, out) => {
          requireRows(rows, input, out);
          requireColumns('input', input, 0, width);
          requireColumns('out', out, 0, spec.centers.length);
          distances().run(input, rows, out);
        },
      };
    },
    linkInverse: (link, block, column, rows, parameter) => {
      requireRows(rows, block);
      requireColumns('block', block, column, 1);
      kernels().linkInverse(link, block, column, rows, parameter);
    },
    softmaxColumns: (block, first, count, rows) => {
      requireRows(rows, block);
      requireColumns('block', block, first, count);
      kernels().softmaxColumns(block, first, count, rows);
    },
    softmaxColumnsGlm: (block, first, count, rows) => {
      requireRows(rows, block);
      requireColumns('block', block, first, count);
      kernels().softmaxColumnsGlm(block, first, count, rows);
    },
    softmaxRows: (matrix, rows) => {
      requireRows(rows, matrix);
      kernels().softmaxRows(matrix, rows);
    },
    activate: (activation, matrix, rows) => {
      requireRows(rows, matrix);
      kernels().activate(activation, matrix, rows);
    },
    maxout: (from, channels, to, rows) => {
      requireRows(rows, from, to);
      requireWidth('from', from, to.width * channels);
      kernels().maxout(from, channels, to, rows);
    },
    scale: (matrix, rows, factor) => {
      requireRows(rows, matrix);
      kernels().scale(matrix, rows, factor);
    },
    image: async () => kernels().image(),
    dispose: () => {
      live?.dispose();
      live = undefined;
      for (const drop of drops.splice(0)) drop();
    },
  };

  /** A kernel that is out of reach once its model is disposed, and keeps no memory alive. */
  function loaded<Kernel>(kernel: Kernel): () => Kernel {
    let held: Kernel | undefined = kernel;
    drops.push(() => (held = undefined));
    return () => {
      if (held === undefined) throw disposedError();
      return held;
    };
  }
}

type Sized = Pick<Block | Matrix, 'width' | 'capacity'>;

function requireSize(name: string, value: number): void {
  if (!Number.isSafeInteger(value) || value < 0) {
    throw new ArgumentError(name, 'a whole number from 0 on', value);
  }
}

function requireRows(rows: number, ...memories: readonly Sized[]): void {
  requireSize('rows', rows);
  for (const { capacity } of memories) {
    if (rows > capacity) throw new ArgumentError('rows', `at most ${capacity}`, rows);
  }
}

function requireColumns(name: string, block: Sized, first: number, count: number): void {
  requireSize(`first column of ${name}`, first);
  requireSize(`number of columns of ${name}`, count);
  if (first + count > block.width) {
    throw new ArgumentError(name, `at least ${first + count} columns`, block.width);
  }
}

function requireWidth(name: string, matrix: Sized, width: number): void {
  if (matrix.width !== width) throw new ArgumentError(name, `rows of ${width} cells`, matrix.width);
}

function requireLength(name: string, length: number, atLeast: number): void {
  if (length < atLeast) throw new ArgumentError(name, `at least ${atLeast} values`, length);
}

function requireRange(name: string, from: number, to: number, end: number): void {
  requireSize(name, from);
  requireSize(name, to);
  if (to > end) throw new ArgumentError(name, `a range that ends at ${end} or before`, to);
}
