// Finds Java and Maven, fetches h2o-genmodel and compiles the Java of this folder into a temporary folder.
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const execute = promisify(execFile);
const here = (name) => fileURLToPath(new URL(name, import.meta.url));
// Maven is a script, which Windows starts only through a shell.
const shell = process.platform === 'win32';

export const genmodelVersion = readFileSync(here('pom.xml'), 'utf8').match(
  /<artifactId>h2o-genmodel<\/artifactId>\s*<version>([^<]+)/,
)[1];

const SOURCES = ['GenmodelBench.java', 'CountedPredictCsv.java', 'LoadBench.java'];

let built;

/**
 * The class path, Java's version and the folder that holds the class files; made once per process. Rejects with a message that
 * says what is missing.
 */
export function buildGenmodelBench() {
  built ??= build();
  return built;
}

/** Deletes what was built. */
export async function cleanGenmodelBench() {
  const { folder } = (await built?.catch(() => undefined)) ?? {};
  built = undefined;
  if (folder !== undefined) await rm(folder, { recursive: true, force: true });
}

async function build() {
  const version = await run('java', ['-version']);
  await run('javac', ['-version']);
  await run('mvn', ['-version']);
  const folder = await mkdtemp(join(tmpdir(), 'wasmojo-bench-java-'));
  try {
    const list = join(folder, 'classpath.txt');
    await run('mvn', [
      ...['--batch-mode', '--quiet', '--file', here('pom.xml')],
      ...['dependency:build-classpath', `-Dmdep.outputFile=${list}`],
    ]);
    const classes = join(folder, 'classes');
    await mkdir(classes);
    const jars = (await readFile(list, 'utf8')).trim();
    await run('javac', ['-cp', jars, '-d', classes, ...SOURCES.map(here)]);
    return { folder, classPath: [classes, jars].join(delimiter), javaVersion: summary(version) };
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

/** Output of a tool (`java -version` writes to stderr). */
async function run(tool, args) {
  try {
    const { stdout, stderr } = await execute(tool, args, { shell: shell && tool === 'mvn' });
    return stdout + stderr;
  } catch (error) {
    if (error.code === 'ENOENT') throw new Error(`${tool} was not found`, { cause: error });
    const lines = `${error.stdout}\n${error.stderr}`
      .split('\n')
      .filter((line) => line.trim() !== '');
    throw new Error(`${tool} failed: ${lines[0] ?? error.message}`, { cause: error });
  }
}

/** Of `java -version` the line that names runtime and build. */
function summary(text) {
  const lines = text.split('\n').map((line) => line.trim());
  return lines.find((line) => line.includes('VM')) ?? lines[0];
}
