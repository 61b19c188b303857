// The command line `wasmojo`. Exit status: 0 done; 1 the input or the model is at fault; 2 wrong usage.
import { Command, CommanderError, InvalidArgumentError } from 'commander';
import { WasmojoError } from '../index.js';
import { acceptPredictCsvFlags } from './predict-csv-flags.js';
import { RowsError, UsageError } from './errors.js';
import { isSystemError } from '../files/file-error.js';
import { version } from '../files/version.js';
import { isClosedPipe } from './output.js';

/** In the order of the help. A run loads the code of its own command only. */
const COMMANDS: ReadonlyMap<string, () => Promise<Command>> = new Map([
  ['predict', async () => (await import('./predict.js')).predictCommand()],
  ['features', async () => (await import('./features.js')).featuresCommand()],
  ['ensemble', async () => (await import('./ensemble.js')).ensembleCommand()],
  ['inspect', async () => (await import('./inspect.js')).inspectCommand()],
  ['performance', async () => (await import('./performance.js')).performanceCommand()],
  ['augment', async () => (await import('./augment.js')).augmentCommand()],
  ['pipeline', async () => (await import('./pipeline.js')).pipelineCommand()],
  ['export', async () => (await import('./export.js')).exportCommand()],
  ['models', async () => (await import('./models.js')).modelsCommand()],
]);

/** Runs one command; returns the exit status. Errors are one line on stderr, without a stack. */
export async function main(args: readonly string[]): Promise<number> {
  const program = new Command('wasmojo')
    .description('Scores H2O-3 MOJO models without a JVM.')
    .version(version(), '-V, --version')
    .showHelpAfterError('(run with --help for the options and examples)')
    .configureHelp({ showGlobalOptions: true });
  const own = COMMANDS.get(args[0] ?? '');
  for (const load of own ? [own] : COMMANDS.values()) program.addCommand(await load());
  throwInsteadOfExit(program);

  try {
    await program.parseAsync(acceptPredictCsvFlags(args), { from: 'user' });
    return 0;
  } catch (error) {
    return report(error);
  }
}

function throwInsteadOfExit(command: Command): void {
  command.exitOverride();
  for (const subcommand of command.commands) throwInsteadOfExit(subcommand);
}

function report(error: unknown): number {
  // commander has printed its own message already, and --help and --version are not errors.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (error instanceof UsageError || error instanceof InvalidArgumentError) {
    process.stderr.write(`wasmojo: ${error.message}\n`);
    return 2;
  }
  if (isClosedPipe(error)) return 0;
  if (error instanceof WasmojoError || error instanceof RowsError || isSystemError(error)) {
    process.stderr.write(`wasmojo: ${oneLine(error.message)}\n`);
    return 1;
  }
  throw error;
}

function oneLine(message: string): string {
  return message.replace(/\s*[\r\n]+\s*/g, ' ');
}
