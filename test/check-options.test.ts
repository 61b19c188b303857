// Misspelt options are refused by every call that takes some.
import { describe, expect, it } from 'vitest';
import {
  ArgumentError,
  Frame,
  listModels,
  loadModels,
  readCsv,
  readJsonLines,
  saveModels,
} from '../src/node.js';
import { checkOptions } from '../src/check-options.js';
import { loadTiny, tinyGbm, tinyGlm } from './algos/tiny-models.js';

const FRAME = Frame.fromRows([{ x: 1, off: 1 }]);

/** Options as JavaScript may give them, whatever the types say. */
const misspelt = (name: string) => ({ [name]: true }) as object;

describe('an option that does not exist', () => {
  it.each([
    ['convertInvalidNumbersToNA', 'convertInvalidNumbersToNa'],
    ['treshold', 'threshold'],
    ['back_end', 'backend'],
  ])('%s of predict: the message names %s', async (name, known) => {
    using model = await loadTiny(tinyGlm());
    const failing = model.predict(FRAME, misspelt(name));
    await expect(failing).rejects.toThrow(ArgumentError);
    await expect(failing).rejects.toThrow(`did you mean ${known}?`);
    await expect(failing).rejects.toMatchObject({ argument: `${name} of predict` });
  });

  it('is refused by the other calls, too', async () => {
    using model = await loadTiny(tinyGbm());
    const wrong = misspelt('tpye');
    await expect(loadTiny(tinyGlm(), misspelt('limit'))).rejects.toThrow('did you mean limits?');
    await expect(readCsv(Buffer.from('x\n'), misspelt('modle'))).rejects.toThrow(/model\?/);
    await expect(readJsonLines([], wrong).next()).rejects.toThrow(ArgumentError);
    await expect(model.predictLeafNodeAssignment(FRAME, wrong)).rejects.toThrow(/mean type\?/);
    await expect(model.stagedPredictProba(FRAME, wrong)).rejects.toThrow(ArgumentError);
    await expect(model.performance(FRAME, misspelt('weight'))).rejects.toThrow(/weights\?/);
    await expect(listModels('.', misspelt('recursiv'))).rejects.toThrow(/recursive\?/);
    await expect(loadModels('.', misspelt('patern'))).rejects.toThrow(/pattern\?/);
    await expect(saveModels('.', [], misspelt('forced'))).rejects.toThrow(/force\?/);
    expect(() => model.easyPredict(misspelt('enableLeafAssignments'))).toThrow(/Assignment\?/);
    expect(() => model.easyPredict().predict({ x: 1 }, misspelt('ofset'))).toThrow(/offset\?/);
  });

  it('does no harm when it is undefined', async () => {
    using model = await loadTiny(tinyGlm());
    const options = { nothing: undefined } as object;
    expect((await model.predict(FRAME, options)).rowCount).toBe(1);
  });
});

describe('checkOptions', () => {
  it('says what there is when nothing is near', () => {
    expect(() => checkOptions('it', { zzzz: 1 }, { alpha: true, beta: true })).toThrow(
      'expected a known option (there are alpha, beta) for zzzz of it, got number 1',
    );
  });

  it.each([null, 5, 'text', ['a']])('options that are %j are none', (options) => {
    expect(() => checkOptions('it', options, {})).toThrow(
      /expected an object for the options of it/,
    );
  });

  it('names of members of objects are unknown, too', () => {
    expect(() => checkOptions('it', { constructor: 1 }, { alpha: true })).toThrow(ArgumentError);
  });
});
