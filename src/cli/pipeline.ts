import { Command } from 'commander';
import { runPipeline, type FinishedPart, type PipelineProgress } from '../node.js';
import { notes } from './notes.js';
import { print } from './output.js';
import { Progress } from './progress.js';
import { backendName, precisionOf, threadsOf } from './row-options.js';

const EXAMPLES = `
Examples:
  $ wasmojo pipeline run mnist.yaml
  $ wasmojo pipeline run mnist.yaml --threads auto --progress
  $ wasmojo pipeline run mnist.yaml --force
  $ wasmojo predict --mojo mnist.yaml --input new-idx3-ubyte.gz     (the same models, for new rows)

What is finished is noted beside the file, in .mnist.yaml.done.json: a run that was interrupted goes on
where it was, and a run after a change does again what depends on it. docs/pipelines.md has the keys.`;

interface RunFlags {
  readonly setConvInvalidNumber?: true;
  readonly force?: true;
  readonly backend?: string;
  readonly precision?: string;
  readonly threads?: string;
  readonly progress?: boolean;
  readonly quiet?: true;
}

/** `wasmojo pipeline run`. */
export function pipelineCommand(): Command {
  const run = new Command('run')
    .description(
      'Does what the description of a pipeline asks for: images, features, predictions, tables, report.',
    )
    .argument('<file>', 'the description: YAML, or JSON if it ends with .json')
    .option(
      '--set-conv-invalid-number',
      'text of tables that is no number is NA and is counted (default: refuse it)',
    )
    .option('--force', 'do everything again, whatever an earlier run has finished')
    .option('--backend <name>', 'auto, native, wasm or js', 'auto')
    .option('--precision <name>', 'deep learning: exact (default), or fast: single precision')
    .option('--threads <n>', 'threads that work; auto or 0: one per core', '1')
    .option('--progress', 'show progress although stderr is no terminal')
    .option('--no-progress', 'show no progress')
    .option('--quiet', 'no list of what was done on stdout, no notes on stderr')
    .addHelpText('after', EXAMPLES)
    .action((file: string, flags: RunFlags) => pipelineRun(file, flags));
  return new Command('pipeline')
    .description('Pipelines that are described in a file.')
    .addCommand(run)
    .addHelpText('after', EXAMPLES);
}

async function pipelineRun(file: string, flags: RunFlags): Promise<void> {
  const interrupt = new Interrupt();
  const bars = new Bars(flags.progress);
  try {
    const parts = await runPipeline(file, {
      force: flags.force ?? false,
      convertInvalidNumbersToNa: flags.setConvInvalidNumber ?? false,
      backend: backendName(flags.backend),
      precision: precisionOf(flags),
      threads: threadsOf(flags.threads),
      signal: interrupt.signal,
      onProgress: (progress) => {
        bars.show(progress);
      },
    });
    if (flags.quiet) return;
    await print(parts.map(lineOf).join('\n'));
    for (const { part, conversions, notes: others = [] } of parts) {
      // Answers and columns to keep have a use, and no model.
      const converted = conversions ? notes({ ...conversions, unusedColumns: [] }, []) : [];
      for (const note of [...converted, ...others]) {
        process.stderr.write(`note: ${part}: ${note}\n`);
      }
    }
  } finally {
    bars.end();
    interrupt.end();
  }
}

/** A line of the list: what was done, and the files of it. */
function lineOf({ kept, outputs }: FinishedPart): string {
  return `${kept ? 'kept   ' : 'written'}  ${outputs.join(', ')}`;
}

/** A bar for each part, one after another. */
class Bars {
  readonly #wanted: boolean | undefined;
  #part: string | undefined;
  #bar: Progress | undefined;

  constructor(wanted: boolean | undefined) {
    this.#wanted = wanted;
  }

  show({ part, index, parts, state, done, total, unit }: PipelineProgress): void {
    if (state === 'kept') return;
    if (part !== this.#part) {
      this.end();
      this.#part = part;
      this.#bar = new Progress(this.#wanted, unit, `${index + 1}/${parts} ${part}: `);
    }
    if (total !== undefined) this.#bar?.expect(total);
    this.#bar?.scored(done);
    if (state === 'finished') this.end();
  }

  end(): void {
    this.#bar?.end();
    this.#bar = undefined;
  }
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Signals of the system stop the run between two blocks, so that it removes what is not finished; then they do what they always do. */
class Interrupt {
  readonly #controller = new AbortController();
  #caught: NodeJS.Signals | undefined;
  readonly #catch = (signal: NodeJS.Signals) => {
    this.#caught = signal;
    this.#controller.abort(new Error(`interrupted by ${signal}`));
  };

  constructor() {
    for (const signal of SIGNALS) process.once(signal, this.#catch);
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  end(): void {
    for (const signal of SIGNALS) process.off(signal, this.#catch);
    if (this.#caught) process.kill(process.pid, this.#caught);
  }
}
