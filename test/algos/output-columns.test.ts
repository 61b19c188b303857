// Names of a prediction's columns by category (GenModel.getOutputNames).
import { describe, expect, it } from 'vitest';
import { Frame } from '../../src/node.js';
import { tinyCoxPH, tinyGam, tinySvm } from './tiny-linear-models.js';
import { loadTiny, tinyGbm, tinyGlm, tinyKMeans, type Info, type TinyMojo } from './tiny-models.js';

const LOGIT: Info = { family: 'binomial', link: 'logit', category: 'Binomial', n_classes: 2 };

function isolationForest(info: Info): TinyMojo {
  return tinyGbm({
    algo: 'isolationforest',
    algorithm: 'Isolation Forest',
    category: 'AnomalyDetection',
    ...info,
  });
}

async function columnsOf(mojo: TinyMojo): Promise<readonly string[]> {
  using model = await loadTiny(mojo);
  return (await model.answerColumns({ kind: 'prediction' })).map(({ name }) => name);
}

describe('columns of a prediction', () => {
  it.each<[string, TinyMojo, readonly string[]]>([
    ['a regression', tinyGam(), ['predict']],
    ['two classes', tinySvm(), ['predict', 'no', 'yes']],
    ['clusters', tinyKMeans(), ['cluster']],
    ['hazards', tinyCoxPH(), ['lp']],
    ['anomalies', isolationForest({}), ['predict', 'mean_length']],
    [
      'anomalies with a flag',
      isolationForest({ output_anomaly_flag: true }),
      ['predict', 'score', 'mean_length'],
    ],
  ])('of %s', async (_, mojo, names) => {
    expect(await columnsOf(mojo)).toEqual(names);
  });

  it('of classes whose names are whole numbers have the prefix p, those of other numbers have not', async () => {
    const levels = ['0', '-5', '+7', '0.0', '2147483648', 'x', '07'];
    const mojo = tinyGbm({ category: 'Multinomial', n_classes: 7, distribution: 'multinomial' });
    expect(await columnsOf({ ...mojo, domains: [null, levels] })).toEqual([
      'predict',
      'p0',
      'p-5',
      'p+7',
      '0.0',
      '2147483648',
      'x',
      'p07',
    ]);
  });

  it('a response without levels has the labels 0 and 1', async () => {
    using model = await loadTiny({ ...tinyGlm(LOGIT), domains: [null, null] });
    const labels = (await model.predict(Frame.fromRows([{ x: -1 }, { x: 1 }]))).toRows();
    expect(labels.map(({ predict }) => predict)).toEqual(['0', '1']);
    expect(model.easyPredict().predict({ x: -1 })).toMatchObject({ label: '0', labelIndex: 0 });
  });
});
