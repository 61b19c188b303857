import { Command } from 'commander';
import { loadMojo, type Model } from '../node.js';
import { treeWriter, type TreeFlags } from './inspect-tree.js';
import { modelJson } from './model-json.js';
import { print } from './output.js';
import { textTable } from './text-table.js';

const EXAMPLES = `
Examples:
  $ wasmojo inspect --mojo model.zip
  $ wasmojo inspect --mojo model.zip --json | jq .output.variable_importances
  $ wasmojo inspect --mojo model.zip --tree 0 --format svg > tree.svg`;

/** `wasmojo inspect`. */
export function inspectCommand(): Command {
  return new Command('inspect')
    .description(
      'Shows what a model is: columns, parameters, metrics, scoring history, variable importances.',
    )
    .requiredOption('--mojo <model>', 'the model: zip, unzipped folder or URL')
    .option('--json', "everything as JSON, under the field names of H2O's REST API")
    .option('--tree <k>', 'one tree instead: its number, from 0 on')
    .option('--class <c>', 'the class whose tree it is: a level or its number (default: 0)')
    .option('--format <format>', 'of a tree: text (default), json, dot or svg')
    .addHelpText('after', EXAMPLES)
    .action(async ({ mojo, json, ...flags }: InspectFlags) => {
      const writeTree = treeWriter(flags, json ?? false);
      const model = await loadMojo(mojo);
      try {
        if (writeTree) await print(writeTree(model).trimEnd());
        else if (json) await print(JSON.stringify(modelJson(model), undefined, 2));
        else await print(describeModel(model));
      } finally {
        model.dispose();
      }
    });
}

interface InspectFlags extends TreeFlags {
  readonly mojo: string;
  readonly json?: true;
}

const MAX_ROWS = 20;

/** The model for people: sections with a table each. */
function describeModel(model: Model): string {
  const { details } = model;
  const sections = [heading(model), `Columns\n${columnTable(model)}`];
  const parameters = details?.parameters.filter(({ actualValue, defaultValue }) =>
    different(actualValue, defaultValue),
  );
  if (parameters && parameters.length > 0) {
    const rows = parameters.map(({ name, actualValue }) => [name, brief(actualValue)]);
    sections.push(`Parameters other than the defaults\n${textTable(['parameter', 'value'], rows)}`);
  }
  for (const [title, metrics] of [
    ['Training metrics', details?.trainingMetrics],
    ['Validation metrics', details?.validationMetrics],
    ['Cross-validation metrics', details?.crossValidationMetrics],
  ] as const) {
    const rows = Object.entries(metrics ?? {}).filter(
      ([name, value]) =>
        typeof value === 'number' && /^[A-Za-z_]+$/.test(name) && !/time|version/.test(name),
    );
    if (rows.length > 0)
      sections.push(
        `${title}\n${textTable(
          ['metric', 'value'],
          rows.map(([name, value]) => [name, brief(value)]),
        )}`,
      );
  }
  for (const [title, table] of [
    ['Model summary', details?.modelSummary],
    ['Variable importances', details?.variableImportances],
    ['Scoring history', details?.scoringHistory],
  ] as const) {
    if (!table) continue;
    const names = table.columns.map(({ name }) => name);
    const rows = table.rows.slice(0, MAX_ROWS).map((row) => row.map(brief));
    const rest = table.rows.length - rows.length;
    sections.push(
      `${title}\n${textTable(names, rows)}${rest > 0 ? `\n... and ${rest} more rows (--json has all)` : ''}`,
    );
  }
  return sections.join('\n\n');
}

function heading(model: Model): string {
  const { trees } = model;
  const facts = [
    `${model.algorithm}, ${model.modelCategory}`,
    `MOJO ${model.mojoVersion.toFixed(2)}, H2O ${model.h2oVersion ?? 'unknown'}, uuid ${model.uuid}`,
  ];
  if (model.responseColumn !== undefined) facts.push(`response ${model.responseColumn}`);
  if (model.offsetColumn !== undefined) facts.push(`offset ${model.offsetColumn}`);
  if (model.modelCategory === 'Binomial') facts.push(`threshold ${model.defaultThreshold}`);
  if (trees)
    facts.push(
      `${trees.treeCount} trees, ${trees.leafCount} leaves, depth up to ${trees.maxDepth}`,
    );
  return facts.join('\n');
}

function columnTable(model: Model): string {
  const rows = model.columns.map((name, i) => {
    const domain = model.domains[i];
    const role =
      name === model.responseColumn ? 'response' : name === model.offsetColumn ? 'offset' : '';
    if (!domain) return [name, 'number', role];
    const shown = domain
      .slice(0, 5)
      .map((level) => JSON.stringify(level))
      .join(', ');
    return [
      name,
      `categorical, ${domain.length} levels: ${shown}${domain.length > 5 ? ', ...' : ''}`,
      role,
    ];
  });
  return textTable(['column', 'type', 'role'], rows);
}

function different(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) !== JSON.stringify(b);
}

const MAX_CELL = 60;

/** A value in a cell: keys of H2O by their name, numbers with six digits. */
function brief(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number')
    return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(6)));
  if (typeof value === 'object' && 'name' in value) return String(value.name);
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > MAX_CELL ? `${text.slice(0, MAX_CELL - 3)}...` : text;
}
