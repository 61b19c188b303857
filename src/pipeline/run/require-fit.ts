// Whether the models of a description go together, before any work is done with them.
import { ModelCategoryError, PipelineError, quote, WasmojoError } from '../../errors.js';
import { FeatureStack } from '../../features/feature-stack.js';
import type { Model } from '../../model.js';
import { Team } from '../../teams/team.js';
import type { PipelineDescription } from '../description/index.js';
import { refuseVotesOfValues } from '../refuse-votes.js';
import { featureSources } from './feature-rows.js';
import type { RunContext } from './run-context.js';

/**
 * Throws PipelineError for layers that cannot stand side by side, for members that do not predict the same, and for members that read
 * columns which are neither features nor kept. Cost: that of loading the models, which the run does anyway.
 */
export async function requireFit(context: RunContext): Promise<void> {
  const { description } = context;
  const { features, keep, names: scheme, score, file } = description;
  const stack =
    features.length === 0
      ? undefined
      : await at(file, 'features', async () => {
          return FeatureStack.create(await featureSources(context), { keep, names: scheme });
        });
  if (score === undefined) return;
  const members = await at(file, 'score.members', async () => {
    const loaded = await Promise.all(
      score.members.map(async (name) => ({ name, model: await context.model(name) })),
    );
    refuseVotesOfValues(file, score, loaded[0].model.modelCategory);
    requireTeam(loaded);
    return loaded;
  });
  if (stack) members.forEach(({ model }, i) => requireColumns(description, model, i, stack.names));
}

/** Throws ArgumentError and ModelCategoryError for members that do not predict the same classes, or all of them values. */
function requireTeam(members: readonly { readonly name: string; readonly model: Model }[]): void {
  if (members[0].model.modelCategory !== 'Regression') {
    new Team(members);
    return;
  }
  for (const { name, model } of members) {
    const { modelCategory, algorithm } = model;
    if (modelCategory === 'Regression') continue;
    const message = `member ${name} must predict values, as the first one does; it is ${algorithm} of category ${modelCategory}`;
    throw new ModelCategoryError(message, 'Regression', modelCategory);
  }
}

/** Throws PipelineError for a column that is no feature and is not kept: nobody gives it. */
function requireColumns(
  { file, score, keep }: PipelineDescription,
  { features, offsetColumn }: Model,
  member: number,
  given: readonly string[],
): void {
  const there = new Set(given);
  const missing = [...features, ...(offsetColumn === undefined ? [] : [offsetColumn])].find(
    (name) => !there.has(name),
  );
  if (missing === undefined) return;
  const units = given.slice(0, given.length - keep.length);
  const range = `${quote(units[0])} to ${quote(units[units.length - 1])}`;
  const why = `${score!.members[member]} reads the column ${quote(missing)}, which is neither a feature nor kept; the features are ${range}`;
  throw new PipelineError(file, why, { key: `score.members[${member}]` });
}

/** What goes wrong is told with its key. */
async function at<T>(file: string, key: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof WasmojoError) || error instanceof PipelineError) throw error;
    throw new PipelineError(file, error.message, { key, cause: error });
  }
}
