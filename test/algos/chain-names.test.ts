import { describe, expect, it } from 'vitest';
import { askedNames } from '../../src/algos/chain-names.js';
import { MissingColumnError } from '../../src/errors.js';

const units = ['DF.L1.C1', 'DF.L1.C2', 'DF.L1.C3'];
const link = { schemes: [units], reader: 'B', source: 'A' };

describe('names of the units that a model of a chain reads', () => {
  it('are those of the units', () => {
    expect(askedNames({ ...link, wanted: units })).toEqual(units);
  });

  it('may be some of them, in any order', () => {
    expect(askedNames({ ...link, wanted: ['DF.L1.C3', 'DF.L1.C1'] })).toEqual(units);
  });

  it('may have a prefix', () => {
    const prefixed = units.map((unit) => `AE.${unit}`);
    expect(askedNames({ ...link, wanted: prefixed.slice(1) })).toEqual(prefixed);
  });

  it('are those of H2O where the model before reads columns of such names', () => {
    const h2o = ['DF.L1.C10', 'DF.L1.C20', 'DF.L1.C30'];
    const schemes = [h2o, units];
    expect(askedNames({ ...link, schemes, wanted: h2o.map((name) => `x.${name}`) })).toEqual(
      h2o.map((name) => `x.${name}`),
    );
    expect(askedNames({ ...link, schemes, wanted: units })).toEqual(units);
  });

  it.each([
    [['DF.L2.C1', 'DF.L2.C2'], 'DF.L2.C1', 'and 1 more like it'],
    [['AE.DF.L1.C1', 'AE.DF.L1.C4'], 'AE.DF.L1.C4', 'B reads it, but A gives DF.L1.C1 to DF.L1.C3'],
    [['C1'], 'C1', 'check the order'],
    [['a.DF.L1.C1', 'b.DF.L1.C2'], 'b.DF.L1.C2', 'B reads it'],
  ])('%j are refused', (wanted, column, text) => {
    const ask = () => askedNames({ ...link, wanted });
    expect(ask).toThrow(MissingColumnError);
    expect(ask).toThrow(expect.objectContaining({ column, columns: units }));
    expect(ask).toThrow(text);
  });
});
