// Names of the units of a network's hidden layers.

/** `DF.L1.C1`, `DF.L1.C2`, ...: the units of a layer. */
export function unitNames(layer: number, units: number): string[] {
  return Array.from({ length: units }, (_, unit) => `DF.L${layer}.C${unit + 1}`);
}

/**
 * The names as H2O gives them to the units of a model with these columns: it adds the units to a frame of the model's columns, where
 * one that would be called as a column, or as a unit before it, gets the smallest number behind its name with which it is not
 * (water.fvec.Frame.uniquify). So a model that reads `DF.L1.C1` to `DF.L1.C24` gives `DF.L1.C110`, `DF.L1.C25`, `DF.L1.C30`, ...
 */
export function h2oNames(columns: readonly string[], units: readonly string[]): string[] {
  const taken = new Set(columns);
  return units.map((unit) => {
    let name = unit;
    for (let number = 0; taken.has(name); number++) name = `${unit}${number}`;
    taken.add(name);
    return name;
  });
}
