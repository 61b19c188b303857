// Finds the addon: in a clone where `npm run build:native` put it, elsewhere in the package of the platform. For Node only.
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { INTERFACE_VERSION, type NativeAddon } from './addon.js';

const require = createRequire(import.meta.url);

let found: { readonly addon: NativeAddon | undefined } | undefined;

/**
 * The addon; undefined where there is none for this platform and version, or where the environment says WASMOJO_NATIVE=0.
 * Looked for once per process.
 */
export function loadAddon(): NativeAddon | undefined {
  found ??= { addon: process.env.WASMOJO_NATIVE === '0' ? undefined : search() };
  return found.addon;
}

function search(): NativeAddon | undefined {
  for (const platform of platforms()) {
    for (const name of [...filesOfClone(platform), `wasmojo-native-${platform}`]) {
      const addon = tryRequire(name);
      if (addon?.INTERFACE_VERSION === INTERFACE_VERSION) return addon;
    }
  }
  return undefined;
}

/** The platform by the names that napi gives it. Of two C libraries only the one that is there can load its addon. */
function platforms(): string[] {
  const { platform, arch } = process;
  if (platform === 'win32') return [`win32-${arch}-msvc`];
  if (platform === 'linux') return [`linux-${arch}-gnu`, `linux-${arch}-musl`];
  return [`${platform}-${arch}`];
}

/** The source lies three folders below the top, what tsc makes of it four, bundles two. */
function filesOfClone(platform: string): string[] {
  return ['../../', '../../../', '../../../../'].flatMap((top) => {
    const crate = new URL(`${top}native/Cargo.toml`, import.meta.url);
    return existsSync(crate) ? [fileURLToPath(new URL(`wasmojo.${platform}.node`, crate))] : [];
  });
}

/** Whatever keeps it from loading (absent, another processor, a library that is missing), there is another back end. */
function tryRequire(name: string): NativeAddon | undefined {
  try {
    return require(name) as NativeAddon;
  } catch {
    return undefined;
  }
}
