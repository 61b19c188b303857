// Loads the bundle of the command line with the code that a run before has compiled: reading and compiling it is half of a short run. Node
// does that by itself from 22.1 on; before, the code is kept here, in the package's folder or in NODE_COMPILE_CACHE.
'use strict';
const fs = require('node:fs');
const nodeModule = require('node:module');
const { basename, dirname, join } = require('node:path');
const vm = require('node:vm');
const zlib = require('node:zlib');

const FOLDER = process.env.NODE_COMPILE_CACHE || join(__dirname, '../.cache');
/** Of what stands before the code: the size of its source, the time when that became a file (which nobody sets), a checksum of the code. */
const HEAD_BYTES = 24;

/**
 * What a module of CommonJS exports, and a function that keeps its compiled code, to be called at the end of a run. Runs of one `purpose`
 * share code: kept are the functions that the first one of them has called.
 */
exports.loadBundle = (file, purpose) => {
  if (nodeModule.enableCompileCache !== undefined) {
    nodeModule.enableCompileCache();
    return { exported: require(file), keepCode: () => undefined };
  }
  // Without checksums (20.15) damage would end the process: V8 looks for none.
  if (zlib.crc32 === undefined || process.env.NODE_DISABLE_COMPILE_CACHE) {
    return { exported: require(file), keepCode: () => undefined };
  }
  const bundle = new Bundle(purpose);
  return { exported: bundle.load(file), keepCode: () => bundle.keepCode() };
};

/** Files of one folder that require each other. */
class Bundle {
  #purpose;
  #modules = new Map();
  #compiled = [];

  constructor(purpose) {
    this.#purpose = purpose;
  }

  load(file) {
    const known = this.#modules.get(file);
    if (known !== undefined) return known.exports;
    const module = { exports: {} };
    this.#modules.set(file, module);
    const requireFrom = nodeModule.createRequire(file);
    const folder = dirname(file);
    const requireHere = (id) =>
      id.startsWith('./') ? this.load(join(folder, id)) : requireFrom(id);
    requireHere.importHere = (name) => import(name);
    this.#compile(file)(module.exports, requireHere, module, file, folder);
    return module.exports;
  }

  #compile(file) {
    const { size, ctimeMs } = fs.statSync(file);
    const headOf = (code) =>
      new Uint8Array(Float64Array.of(size, ctimeMs, zlib.crc32(code)).buffer);
    const kept = join(
      FOLDER,
      `${basename(file)}-${this.#purpose}-${process.version}-${process.arch}`,
    );
    const cachedData = readCode(kept, headOf);
    const source = fs.readFileSync(file, 'utf8');
    const script = new vm.Script(
      `(function (exports, require, module, __filename, __dirname) {${source}\n})`,
      { filename: file, cachedData },
    );
    if (cachedData === undefined || script.cachedDataRejected) {
      this.#compiled.push({ kept, headOf, script });
    }
    return script.runInThisContext();
  }

  /** Best at the end: code holds the functions that have run. */
  keepCode() {
    for (const { kept, headOf, script } of this.#compiled) {
      try {
        fs.mkdirSync(FOLDER, { recursive: true });
        const temporary = `${kept}.${process.pid}`;
        const code = script.createCachedData();
        fs.writeFileSync(temporary, Buffer.concat([headOf(code), code]));
        fs.renameSync(temporary, kept);
      } catch {
        return; // a package that nobody may write to runs as well
      }
    }
  }
}

/** Undefined unless it is there, of this source, and as it was written. */
function readCode(path, headOf) {
  try {
    const bytes = fs.readFileSync(path);
    const code = bytes.subarray(HEAD_BYTES);
    return bytes.subarray(0, HEAD_BYTES).equals(headOf(code)) ? code : undefined;
  } catch {
    return undefined;
  }
}
