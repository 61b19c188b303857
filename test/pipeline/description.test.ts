import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LimitError, PipelineError, WasmojoError } from '../../src/errors.js';
import {
  checkDescription,
  readDescription,
  type PipelineDescription,
} from '../../src/pipeline/description/index.js';

const MNIST = `
input:  { images: t10k-images-idx3-ubyte.gz, labels: t10k-labels-idx1-ubyte.gz, columns: C }   # columns C1..C784
augment: [{ effects: [rotate, all], copies: 2, seed: 1, of: train-images-idx3-ubyte.gz, output: augmented/ }]
models: { AE200: AE200.zip, AE32: AE32.zip, AE768: AE768.zip, AE128: AE128.zip, DL1: DL1.zip, DL2: DL2.zip }
features:
  - { model: AE200, layer: 1, prefix: AE200. }
  - { model: AE32, layer: 1, prefix: AE32. }
  - { model: AE128, layer: 1, prefix: AE128., from: { model: AE768, layer: 1 } }
score:  { members: [DL1, DL2], team: sum }
output: { predictions: team.csv, features: stacked.parquet, report: report.html }
`;

const yaml = (text: string): Promise<PipelineDescription> =>
  readDescription(text, { file: 'p.yaml', format: 'yaml' });
const json = (text: string): Promise<PipelineDescription> =>
  readDescription(text, { file: 'p.json', format: 'json' });

/** The error of a description, as its message and its place. */
async function errorOf(text: string): Promise<string> {
  try {
    await yaml(text);
  } catch (error) {
    if (error instanceof PipelineError) return error.message;
    throw error;
  }
  throw new Error('there is no error');
}

describe('a description', () => {
  it('is read with its defaults', async () => {
    expect(await yaml(MNIST)).toEqual({
      file: 'p.yaml',
      input: {
        images: 't10k-images-idx3-ubyte.gz',
        labels: 't10k-labels-idx1-ubyte.gz',
        columns: 'C',
      },
      train: [],
      augment: [
        {
          of: 'train-images-idx3-ubyte.gz',
          effects: ['rotate', 'all'],
          copies: 2,
          seed: 1,
          structure: 'sequential',
          output: 'augmented/',
        },
      ],
      models: new Map(
        ['AE200', 'AE32', 'AE768', 'AE128', 'DL1', 'DL2'].map((name) => [name, `${name}.zip`]),
      ),
      features: [
        { model: 'AE200', layer: 1, prefix: 'AE200.' },
        { model: 'AE32', layer: 1, prefix: 'AE32.' },
        { model: 'AE128', layer: 1, prefix: 'AE128.', from: { model: 'AE768', layer: 1 } },
      ],
      names: 'h2o',
      keep: [],
      score: { members: ['DL1', 'DL2'], team: 'sum', tie: 'lowest-class' },
      output: { predictions: 'team.csv', features: 'stacked.parquet', report: 'report.html' },
    });
  });

  it('may be JSON, or an object', async () => {
    const value = {
      input: { table: 'rows.csv', response: 'y' },
      train: [{ images: 'a.gz', split: [5, 2], features: ['t.csv', 'v.csv'] }],
      models: { A: 'A.zip', 'B-1.x': 'models/B' },
      features: [{ model: 'A' }],
      names: 'units',
      keep: ['age'],
      score: { members: ['B-1.x'], team: 'vote', tie: 'largest-sum' },
      output: { performance: 'm.json', team: 't.json' },
    };
    const expected = {
      file: 'p.json',
      input: { table: 'rows.csv', response: 'y' },
      train: [
        {
          rows: { images: 'a.gz', columns: 'C' },
          split: [5, 2],
          features: ['t.csv', 'v.csv'],
        },
      ],
      augment: [],
      models: new Map(Object.entries(value.models)),
      features: [{ model: 'A', layer: 1, prefix: '' }],
      names: 'units',
      keep: ['age'],
      score: { members: ['B-1.x'], team: 'vote', tie: 'largest-sum' },
      output: { performance: 'm.json', team: 't.json' },
    };
    expect(await json(`\uFEFF${JSON.stringify(value)}`)).toEqual(expected);
    expect(checkDescription(value, 'p.json')).toEqual(expected);
  });

  it('may have empty parts', async () => {
    const empty = { train: [], augment: [], features: [], keep: [], output: {} };
    const plain = { models: { A: 'a.zip' } };
    expect(checkDescription({ ...plain, ...empty })).toEqual(checkDescription(plain));
    expect(await yaml('models: { A: a.zip }\nscore:\noutput:\n')).toMatchObject({ output: {} });
  });

  it('takes names that look like numbers, and aliases', async () => {
    const text = `
      models: { 1: &file a.zip, b: *file }
      features:
        - &first { model: '1', prefix: x }
        - { model: b, prefix: y, from: *first }`;
    await expect(yaml(text)).rejects.toThrow('unknown key');
    const chain = text.replace('prefix: x', '').replace(/'1', }/, "'1' }");
    expect((await yaml(chain)).features[1].from).toEqual({ model: '1', layer: 1 });
  });
});

describe('the error of a description', () => {
  const model = 'models: { A: a.zip, B: b.zip }';

  it.each([
    ['modells: {}', 'p.yaml:1:1: modells: unknown key (did you mean models? there are input, '],
    ['- a', 'p.yaml:1:1: expected a map of input, '],
    ['', 'p.yaml: expected a map of input, '],
    ['keep: [a]', 'p.yaml:1:1: models is missing: there are neither models nor images to augment'],
    ['models: [a.zip]', 'p.yaml:1:9: models: expected a map of names to files, got an array of 1'],
    ['models: { A: 3 }', 'p.yaml:1:14: models.A: expected a path, got number 3'],
    ['models: { A: https://x/a.zip }', 'models.A: "https://x/a.zip" is an address; save the file'],
    ['models: { A/B: a.zip }', '"a.zip" stands under a name that is none'],
    ['models: { Ab: a.zip, aB: b.zip }', 'stands under a name that differs from Ab by case only'],
    ['models: { A: "a\\0.zip" }', 'models.A: expected a path, got text "a\\u0000.zip"'],
    [`${model}\nfeatures: {}`, 'p.yaml:2:11: features: expected a list of { model, layer'],
    [
      `${model}\nscore: { members: [] }`,
      'score.members: expected a list of names of models, got an',
    ],
    [`${model}\nfeatures: [{ layer: 1 }]`, 'p.yaml:2:12: features[0]: model is missing'],
    [
      `${model}\nfeatures: [{ model: a }]`,
      'p.yaml:2:21: features[0].model: expected one of A, B, got text "a"',
    ],
    ['features: [{ model: a }]', 'expected a name of models, which has none, got text "a"'],
    [
      `${model}\nfeatures: [{ model: A, layer: 0 }]`,
      'p.yaml:2:31: features[0].layer: expected a whole number from 1, got number 0',
    ],
    [
      `${model}\nfeatures:\n- model: A\n- model: B\n  prefix: ''`,
      'p.yaml:5:11: features[1].prefix: two features would have a column DF.L1.C1',
    ],
    [
      `${model}\nfeatures: [{ model: A, from: { model: B, from: { model: A } } }]`,
      'features[0].from.from.model: "A" would read what it gives itself',
    ],
    [
      `${model}\nfeatures: [&f { model: A, from: *f }]`,
      'features[0].from.model: "A" would read what it gives itself',
    ],
    [
      `${model}\nfeatures: [{ model: A, prefix: ' a' }]`,
      'features[0].prefix: " a" begins or ends with',
    ],
    [`${model}\nscore: { team: sum }`, 'p.yaml:2:8: score: members is missing'],
    [`${model}\nscore: { members: A }`, 'score.members: expected a list of names of models'],
    [
      `${model}\nscore: { members: [A, A] }`,
      'p.yaml:2:23: score.members[1]: "A" stands there twice',
    ],
    [`${model}\nscore: { members: [A], team: max }`, 'score.team: expected one of sum, vote, got'],
    [
      `${model}\nscore: { members: [A], tie: largest-sum }`,
      'score.tie: "largest-sum" is a rule for votes',
    ],
    [`${model}\noutput: { report: r.html }`, 'p.yaml:1:1: input is missing: without rows'],
    [
      `${model}\ninput: { images: i }\noutput: { predictions: p.csv }`,
      'score is missing: without members there is nothing to write to output.predictions',
    ],
    [`${model}\ninput: { images: i }\noutput: { features: p.csv }`, 'features is missing'],
    [
      `${model}\ntrain: [{ images: i, features: f }]`,
      'features is missing: there are none to write',
    ],
    [`${model}\ninput: { labels: i }`, 'p.yaml:2:8: input: images is missing: a file of images'],
    [`${model}\ninput: { images: i, table: t }`, 'input.table: "t" stands beside images'],
    [`${model}\ninput: { table: t, columns: C }`, 'input.columns: "C" goes with images'],
    [`${model}\ninput: { images: i, response: r }`, 'input.response: "r" goes with a table'],
    [
      `${model}\nfeatures: [{ model: A }]\ntrain: [{ images: i, split: [2, 3], features: f }]`,
      'p.yaml:3:47: train[0].features: 1 files for the 2 pieces of split',
    ],
    ['augment: [{ of: i, output: o }]', 'augment[0]: effects is missing: a list of rotate, warp'],
    [
      'augment: [{ of: i, output: o, effects: [turn] }]',
      'augment[0].effects[0]: expected one of rotate, warp, ',
    ],
    [
      'augment: [{ of: i, output: o, effects: [all], copies: 9999 }, { of: i, output: p, effects: [all, warp] }]',
      'augment[1]: 10001 files of new images; at most 10000',
    ],
    [
      'augment: [{ of: i, output: o, effects: [all, warp], copies: 4000000000 }]',
      'augment[0].copies: 8000000000 files of new images',
    ],
    [
      'augment: [{ of: i, output: o, effects: [all], copies: 1.5 }]',
      'augment[0].copies: expected a whole number from 1, got number 1.5',
    ],
    [
      `${model}\ninput: { images: i }\noutput: { report: ./i }`,
      'p.yaml:3:19: output.report: ./i is read, too',
    ],
    [
      `${model}\ninput: { images: i }\nscore: { members: [A] }\noutput: { report: x, team: .//x }`,
      'output.team: .//x is written twice',
    ],
    ['a: 1\na: 2', 'p.yaml:2:1: not YAML that describes a pipeline: Map keys must be unique'],
    ['a: !!js/function x', 'p.yaml:1:4: not YAML that describes a pipeline: Unresolved tag'],
    ['a: 1\n---\nb: 2', 'p.yaml:2:1: not YAML that describes a pipeline: a second document begins'],
    ['? [a]\n: 1', 'p.yaml:1:3: not YAML that describes a pipeline: With stringKeys'],
    ['a:\n\t- b', 'not YAML that describes a pipeline: Tabs are not allowed as indentation'],
    ['a: *b', 'not YAML that describes a pipeline: '],
    ['__proto__: { models: {} }', 'p.yaml:1:1: __proto__: unknown key'],
  ])('of %j names the place', async (text, message) => {
    expect(await errorOf(text)).toContain(message);
  });

  it('has file, key, line and column as facts', async () => {
    const error: unknown = await yaml(`${model}\nkeep:\n  - 3`).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(PipelineError);
    expect((error as PipelineError).facts()).toEqual({
      file: 'p.yaml',
      key: 'keep[0]',
      line: 3,
      column: 5,
    });
    expect((error as PipelineError).name).toBe('PipelineError');
  });

  it('has no place in JSON and objects', async () => {
    await expect(json('{"models": 1}')).rejects.toThrow('p.json: models: expected a map of names');
    await expect(json('{"models": ')).rejects.toThrow('p.json: not JSON: ');
    expect(() => checkDescription({ keep: 1 })).toThrow(
      'pipeline: keep: expected a list of columns',
    );
  });
});

describe('hostile descriptions', () => {
  it('cannot be long', async () => {
    await expect(yaml(`#${' '.repeat(65_536)}`)).rejects.toThrow(LimitError);
  });

  it.each(['[', '{a: ', '- ', '? ', '[]: ', '&a '])('of many %j end in an error', async (piece) => {
    const text = piece.repeat(Math.floor(65_536 / piece.length));
    await expect(yaml(text)).rejects.toThrow(PipelineError);
  });

  it('cannot grow by aliases', async () => {
    const lines = ['a: &a [1, 1, 1, 1, 1, 1, 1, 1]'];
    for (const [before, name] of ['ab', 'bc', 'cd', 'de', 'ef', 'fg']) {
      lines.push(`${name}: &${name} [${`*${before},`.repeat(8)}]`);
    }
    expect(await errorOf(lines.join('\n'))).toContain('Excessive alias count');
  });

  it('end in no other error, whatever is cut out of a sound one', async () => {
    const at = fc.nat({ max: MNIST.length });
    await fc.assert(
      fc.asyncProperty(at, at, fc.string(), async (from, to, inserted) => {
        const text = MNIST.slice(0, from) + inserted + MNIST.slice(to);
        const error: unknown = await yaml(text).catch((thrown: unknown) => thrown);
        if (error instanceof Error) expect(error).toBeInstanceOf(WasmojoError);
      }),
    );
  });

  it('end in no other error, whatever the values are', () => {
    const keys = ['models', 'features', 'score', 'input', 'train', 'augment', 'output', 'keep'];
    const value = fc.dictionary(fc.constantFrom(...keys), fc.jsonValue());
    fc.assert(
      fc.property(value, (given) => {
        try {
          checkDescription(given);
        } catch (error) {
          expect(error).toBeInstanceOf(PipelineError);
        }
      }),
    );
  });
});
