// What both h2o-genmodel contenders share.
import { buildGenmodelBench, cleanGenmodelBench, genmodelVersion } from './tools.mjs';

/** A contender with a JVM of its own, so that its compiler sees one model and one way of scoring. */
export function genmodel(name, mode, rest) {
  return {
    name,
    install: 'Java 8 or later with javac, and Maven',
    async available() {
      const { javaVersion } = await buildGenmodelBench();
      return { version: genmodelVersion, runtime: javaVersion };
    },
    async command({ mojo, rowsFile, operation }) {
      const { classPath } = await buildGenmodelBench();
      return {
        file: 'java',
        args: ['-cp', classPath, 'GenmodelBench', mode, operation, mojo, rowsFile],
      };
    },
    release: cleanGenmodelBench,
    ...rest,
  };
}
