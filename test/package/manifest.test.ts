// package.json: what an installation brings along, and where its entries lead.
import { describe, expect, it } from 'vitest';
import { PACKAGE, type Target } from './package-json.js';

describe('package.json', () => {
  it('has two dependencies, of exact versions', () => {
    expect(PACKAGE.dependencies).toEqual({ commander: '14.0.3', jszip: '3.10.2' });
  });

  it('has optional dependencies, of exact versions, for Parquet, Arrow and YAML', () => {
    expect(PACKAGE.optionalDependencies).toEqual({
      '@uwdata/flechette': '2.6.0',
      hyparquet: '1.31.5',
      'hyparquet-compressors': '1.1.2',
      'hyparquet-writer': '0.17.0',
      yaml: '2.9.1',
    });
  });

  it('brings nothing else along and runs nothing when it is installed', () => {
    for (const key of ['peerDependencies', 'bundleDependencies']) {
      expect(PACKAGE, key).not.toHaveProperty(key);
    }
    for (const script of ['preinstall', 'install', 'postinstall']) {
      expect(PACKAGE.scripts, script).not.toHaveProperty(script);
    }
  });

  it('names exact versions of its tools', () => {
    for (const [name, version] of Object.entries(PACKAGE.devDependencies)) {
      expect(version, name).toMatch(/^\d+\.\d+\.\d+$/);
    }
  });

  it('is an ES module package for Node 20 and later', () => {
    expect(PACKAGE.type).toBe('module');
    expect(PACKAGE.engines).toEqual({ node: '>=20' });
  });

  it('gives types first in every entry with code', () => {
    const choices = Object.values(PACKAGE.exports).flatMap(innermost);
    expect(choices.length).toBeGreaterThan(0);
    for (const conditions of choices) expect(conditions).toEqual(['types', 'default']);
  });

  it('has these entries', () => {
    expect(Object.keys(PACKAGE.exports)).toEqual([
      '.',
      './web',
      './imaging',
      './kernels/scalar.wasm',
      './kernels/simd.wasm',
      './package.json',
    ]);
  });
});

/** The conditions of each choice that leads to files, in order. */
function innermost(target: Target): string[][] {
  if (typeof target === 'string') return [];
  const inner = Object.values(target).flatMap(innermost);
  return inner.length > 0 ? inner : [Object.keys(target)];
}
