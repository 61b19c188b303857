import type { ModelInfo } from '../../mojo/model-info.js';
import type { PipelineDescription } from '../description/index.js';
import type { LayerList } from './layer-list.js';

const TEAM_TEXTS = {
  sum: 'the class of the largest sum of probabilities',
  vote: 'the class that most members say',
} as const;

/** What `inspect` shows of a pipeline: a table of its steps, in H2O's form of such tables. */
export function detailsJson(
  description: PipelineDescription,
  { layers, ofFeatures }: LayerList,
  infoOf: (model: string) => ModelInfo,
): string {
  const { features, score } = description;
  const rows: [step: string, model: string, algorithm: string, reads: string, gives: string][] = [];
  const nameOf = (number: number) => `layer ${layers[number].number} of ${layers[number].model}`;
  layers.forEach(({ model, from }, i) => {
    const given = features.filter((_, f) => ofFeatures[f] === i);
    const names = given.map(({ prefix, layer }) => `${prefix}DF.L${layer}.*`).join(', ');
    const reads = from === undefined ? 'the rows' : nameOf(from);
    rows.push([nameOf(i), model, infoOf(model).algorithm, reads, names]);
  });
  for (const member of score?.members ?? []) {
    const { algorithm, category } = infoOf(member);
    const reads = features.length === 0 ? 'the rows' : 'the features';
    rows.push([`member ${member}`, member, algorithm, reads, category]);
  }
  if (score && score.members.length > 1) {
    const isValue = infoOf(score.members[0]).category === 'Regression';
    const rule = isValue ? 'the mean' : TEAM_TEXTS[score.team];
    const tie = score.team === 'vote' && !isValue ? `; of ties ${score.tie}` : '';
    rows.push(['team', '', '', 'the members', rule + tie]);
  }
  const heads = ['step', 'model', 'algorithm', 'reads', 'gives'];
  const summary = {
    name: 'Steps',
    description: '',
    columns: heads.map((name) => ({ name, type: 'string' })),
    rowcount: rows.length,
    data: heads.map((_, c) => rows.map((row) => row[c])),
  };
  return JSON.stringify({ output: { model_summary: summary } });
}
