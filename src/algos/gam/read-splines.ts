// The splines of a GAM MOJO and their tables. genmodel takes some tables by the wrong number, and some counts for others; what
// it then computes, or fails at, is done here likewise (GamMojoReader, GamMojoModelBase).
import { MojoFormatError } from '../../errors.js';
import { javaTrim } from '../../java/parse-double.js';
import type { Archive } from '../../mojo/archive.js';
import type { ModelInfo } from '../../mojo/model-info.js';
import { readIntTables, readTables, type Table } from '../tables.js';
import { fits } from './centering.js';
import { cubicBasis } from './cubic.js';
import { iSplineBasis } from './i-spline.js';
import { mSplineBasis } from './m-spline.js';
import type { Basis, Spline } from './spline.js';
import { thinPlateBasis } from './thin-plate.js';

/** Codes of `bs`, in the order in which H2O sorts the splines. */
const KINDS = [
  { code: 0, name: 'cubic', key: 'num_CS_col' },
  { code: 2, name: 'i-spline', key: 'num_IS_col' },
  { code: 3, name: 'm-spline', key: 'num_MS_col' },
  { code: 1, name: 'thin-plate', key: 'num_TP_col' },
] as const;

/** genmodel builds a tree of 2^order nodes per function. */
const MAX_ORDER = 30;

/** A spline as the keys describe it. */
interface Shape {
  readonly kind: (typeof KINDS)[number]['name'];
  /** Among those of its kind. */
  readonly index: number;
  readonly columns: readonly string[];
  readonly knotCount: number;
  /** `spline_orders_sorted`, 0 where the kind has none. */
  readonly order: number;
  /** `_d`: columns that the tables are made for. */
  readonly dimensions: number;
  /** Functions before and after centring. */
  readonly functionCount: number;
  readonly size: number;
}

/** Splines in H2O's order; the first one begins at the cell `firstCell`. */
export function readSplines(archive: Archive, info: ModelInfo, firstCell: number): Spline[] {
  const shapes = readShapes(archive, info, info.nFeatures - firstCell);
  const makeBasis = readBases(archive, info, shapes);
  let target = firstCell;
  return shapes.map((shape, i) => {
    const end = target + shape.size;
    // More cells than there are: genmodel fails on writing them.
    const basis = end <= info.nFeatures ? makeBasis(shape, i) : undefined;
    const spline = { columns: shape.columns, target, basis };
    // Of every kind as of cubic splines: the next spline may overwrite cells of an I-spline.
    target += shape.knotCount - 1;
    return spline;
  });
}

function readShapes(archive: Archive, info: ModelInfo, cells: number): Shape[] {
  const knotCounts = info.ints('num_knots_sorted');
  const count = knotCounts.length;
  if (knotCounts.some((knots) => knots < 3))
    throw info.wrong('num_knots_sorted', '3 knots or more');
  const columns = readColumns(archive, info, count);
  const kinds = KINDS.flatMap(({ code, name, key }) => {
    const of = info.int(key);
    if (of < 0 || of > count) throw info.wrong(key, `at most ${count} splines`);
    return Array.from({ length: of }, (_, index) => ({ code, name, index }));
  });
  const bs = info.ints('bs_sorted', { length: count });
  if (kinds.length !== count || kinds.some(({ code }, i) => code !== bs[i])) {
    throw info.wrong('bs_sorted', `the kinds ${kinds.map(({ code }) => code).join(', ')}`);
  }
  const orders = kinds.some(({ name }) => hasOrder(name))
    ? info.ints('spline_orders_sorted', { length: count })
    : undefined;
  const dimensions = info.ints('_d', { length: count });
  if (dimensions.some((d) => d < 1)) throw info.wrong('_d', 'counts of columns');
  return kinds.map(({ name, index }, i): Shape => {
    const order = orders ? orders[i] : 0;
    const functionCount = hasOrder(name) ? knotCounts[i] + order - 2 : knotCounts[i];
    const shape = {
      kind: name,
      index,
      columns: columns[i],
      knotCount: knotCounts[i],
      order,
      dimensions: dimensions[i],
      functionCount,
      size: name === 'i-spline' ? functionCount : functionCount - 1,
    };
    if (hasOrder(name) && (order < 1 || order > MAX_ORDER)) {
      throw info.wrong('spline_orders_sorted', `orders from 1 to ${MAX_ORDER}`);
    }
    if (shape.size > cells) {
      throw info.wrong('num_knots_sorted', `splines of at most ${cells} cells`);
    }
    return shape;
  });
}

function hasOrder(kind: Shape['kind']): boolean {
  return kind === 'i-spline' || kind === 'm-spline';
}

/** `gam_columns_sorted`: a name a line, as many per spline as `gam_column_dim_sorted` says. */
function readColumns(archive: Archive, info: ModelInfo, count: number): string[][] {
  const sizes = info.ints('gam_column_dim_sorted', { length: count });
  const names = archive.lines('gam_columns_sorted').map(javaTrim);
  if (sizes.some((size) => size < 1) || sizes.reduce((a, b) => a + b) !== names.length) {
    throw new MojoFormatError(
      `gam_columns_sorted: expected as many names as gam_column_dim_sorted says, got ${names.length}`,
      { file: archive.fullPath('gam_columns_sorted'), value: String(names.length) },
    );
  }
  let from = 0;
  return Array.from(sizes, (size) => names.slice(from, (from += size)));
}

/** Reads the tables; returns what makes the basis of the i-th spline, undefined where the tables do not fit it. */
function readBases(
  archive: Archive,
  info: ModelInfo,
  shapes: readonly Shape[],
): (shape: Shape, i: number) => Basis | undefined {
  const knotCounts = shapes.map(({ knotCount }) => knotCount);
  const isMonotone = ({ kind }: Shape) => kind === 'i-spline';
  const zTranspose = readTables(
    archive,
    'zTranspose',
    shapes.map((shape) => (isMonotone(shape) ? 0 : shape.size)),
    shapes.map((shape) => (isMonotone(shape) ? 0 : shape.functionCount)),
  );
  const dimensions = shapes.map((shape) => shape.dimensions);
  const knots = readTables(archive, 'knots', dimensions, knotCounts);
  const cubic = shapes.filter(({ kind }) => kind === 'cubic').map(({ knotCount }) => knotCount);
  const binvD =
    cubic.length > 0
      ? readTables(
          archive,
          '_binvD',
          cubic.map((count) => count - 2),
          cubic,
        )
      : [];
  const thinPlates = readThinPlates(archive, info, shapes);
  return (shape, i) => {
    switch (shape.kind) {
      case 'cubic':
        return cubicBasis(knots[i][0], binvD[i], zTranspose[i]);
      case 'i-spline':
        return iSplineBasis(knots[i][0], shape.order);
      case 'm-spline': {
        // By its number among the M-splines, so that it may be another spline's table.
        const table = zTranspose[shape.index];
        if (!fits(shape.functionCount, table, shape.size)) return undefined;
        return mSplineBasis(knots[i][0], shape.order, table);
      }
      case 'thin-plate': {
        const plate = thinPlates[shape.index];
        return plate && thinPlateBasis({ ...plate, knots: knots[i], zTranspose: zTranspose[i] });
      }
    }
  };
}

interface PlateTables {
  readonly m: number;
  readonly polynomials: Table;
  readonly zTransposeCS: Table;
}

/** What thin plate splines have besides; undefined for one that genmodel fails on. */
function readThinPlates(
  archive: Archive,
  info: ModelInfo,
  shapes: readonly Shape[],
): readonly (PlateTables | undefined)[] {
  const plates = shapes.filter(({ kind }) => kind === 'thin-plate');
  if (plates.length === 0) return [];
  const standardize = info.boolean('standardize');
  const knotCounts = info.ints('num_knots_TP', { length: plates.length });
  const ms = info.ints('_m', { length: plates.length });
  const polynomialCounts = info.ints('_M', { length: plates.length });
  plates.forEach((plate, i) => {
    const most = Math.min(knotCounts[i], plate.knotCount);
    if (polynomialCounts[i] < 1 || polynomialCounts[i] > most) {
      throw info.wrong('_M', `1 to ${most} polynomials`);
    }
    if (ms[i] > polynomialCounts[i] || 2 * ms[i] <= plate.dimensions) {
      throw info.wrong('_m', 'orders above half the number of columns');
    }
  });
  const zTransposeCS = readTables(
    archive,
    'zTransposeCS',
    knotCounts.map((count, i) => count - polynomialCounts[i]),
    knotCounts,
  );
  // genmodel takes the numbers of columns from behind the cubic splines, which is wrong where there are I- or M-splines.
  const firstPlate = shapes.findIndex(({ kind }) => kind !== 'cubic');
  const dimensions = plates.map((_, i) => shapes[firstPlate + i].dimensions);
  const polynomials = readIntTables(archive, 'polynomialBasisList', polynomialCounts, dimensions);
  return plates.map((plate, i) => {
    const m = ms[i];
    if (polynomials[i].some((exponents) => exponents.some((e) => e < 0 || e >= m))) {
      throw new MojoFormatError(`polynomialBasisList: expected exponents from 0 to ${m - 1}`, {
        file: archive.fullPath('polynomialBasisList'),
      });
    }
    // Means and deviations are read as none, so that standardised splines fail.
    if (standardize) return undefined;
    if (Math.min(plate.columns.length, dimensions[i]) < plate.dimensions) return undefined;
    if (!fits(plate.knotCount, zTransposeCS[i], plate.knotCount - polynomialCounts[i])) {
      return undefined;
    }
    return { m, polynomials: polynomials[i], zTransposeCS: zTransposeCS[i] };
  });
}
