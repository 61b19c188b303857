// The flags of hex.genmodel.tools.PredictCsv, so that a call of the Java tool works as it stands.

const SAME_MEANING: ReadonlyMap<string, readonly string[]> = new Map([
  ['--model', ['--mojo']],
  ['--setConvertInvalidNum', ['--set-conv-invalid-number']],
  ['--leafNodeAssignment', ['--leaf-node-assignment', 'path']],
  ['--predictCalibrated', ['--predict-calibrated']],
  ['--predictContributions', ['--predict-contributions']],
  ['--glrmReconstruct', ['--glrm-reconstruct']],
  ['--glrmIterNumber', ['--glrm-iterations']],
  ['--decimal', []], // the default here
  ['--header', []],
]);

/** PredictCsv's spellings to ours. `--outputHeader false` is `--no-header`. */
export function acceptPredictCsvFlags(args: readonly string[]): string[] {
  const accepted: string[] = [];
  for (let i = 0; i < args.length; i++) {
    const arg = args[i];
    if (arg === '--outputHeader') {
      if (args[++i]?.toLowerCase() !== 'true') accepted.push('--no-header');
    } else accepted.push(...(SAME_MEANING.get(arg) ?? [arg]));
  }
  return accepted;
}
