import { describe, expect, test } from 'vitest';
import { UnsupportedMojoError } from '../../src/errors.js';
import { loadMojo } from '../../src/node.js';
import { SMALL_INI, smallFiles, zipOf } from './small-mojo.js';

async function refusal(files: Record<string, string | Uint8Array>): Promise<unknown> {
  return loadMojo(await zipOf(files), { name: 'given.zip' }).catch((error: unknown) => error);
}

describe('a file that is a model, but none that can be scored without its own runtime', () => {
  test.each([
    ['the archive that Driverless AI offers', 'mojo-pipeline/pipeline.mojo'],
    ['its runtime alone', 'mojo-pipeline/mojo2-runtime.jar'],
    ['pipeline.mojo itself', 'mojo/pipeline.pb'],
  ])('is told to be of Driverless AI: %s', async (_, path) => {
    const error = await refusal({ [path]: 'bytes', 'mojo-pipeline/README.txt': 'text' });
    expect(error).toBeInstanceOf(UnsupportedMojoError);
    expect(error).toMatchObject({
      algorithm: 'Driverless AI',
      message: expect.stringContaining(`scoring pipeline of Driverless AI (${path})`) as string,
    });
  });

  test('is told to be of Deep Water', async () => {
    const ini = SMALL_INI.replace('Gradient Boosting Machine', 'Deep Water').replace(
      'algo = gbm',
      'algo = deepwater',
    );
    const error = await refusal({ ...smallFiles(), 'model.ini': ini });
    expect(error).toBeInstanceOf(UnsupportedMojoError);
    expect(error).toMatchObject({
      algorithm: 'Deep Water',
      mojoVersion: '1.40',
      message: expect.stringMatching(
        /given\.zip: MOJOs of Deep Water .* Deep Water runtime/,
      ) as string,
    });
  });

  test('of an algorithm nobody knows names the ones that are known', async () => {
    const ini = SMALL_INI.replace('Gradient Boosting Machine', 'Tea Leaves');
    const error = await refusal({ ...smallFiles(), 'model.ini': ini });
    expect(error).toMatchObject({
      algorithm: 'Tea Leaves',
      supported: expect.stringContaining('gbm') as string,
    });
  });
});
