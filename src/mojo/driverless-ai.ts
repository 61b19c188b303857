// Driverless AI, another product of H2O.ai, calls its models MOJOs, too ("MOJO 2"). They share nothing with H2O-3's but the name.
import { UnsupportedMojoError } from '../errors.js';

/** What the downloaded archive (mojo-pipeline/pipeline.mojo beside a runtime) and pipeline.mojo itself hold. */
const PIPELINE_FILE = /(^|\/)(pipeline\.mojo|mojo2-runtime\.jar)$|^mojo\/pipeline\.[a-z]+$/;

/** Throws UnsupportedMojoError when `paths`, the files of an archive without model.ini, are those of a Driverless AI pipeline. */
export function refuseDriverlessAi(archive: string, paths: readonly string[]): void {
  const file = paths.find((path) => PIPELINE_FILE.test(path));
  if (file === undefined) return;
  throw new UnsupportedMojoError(
    `${archive}: this is a scoring pipeline of Driverless AI (${file}), not a MOJO of H2O-3; it needs H2O.ai's closed MOJO 2 runtime and a license`,
    { algorithm: 'Driverless AI' },
  );
}
