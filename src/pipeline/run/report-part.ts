// The report: everything to look at, in one file.
import { basename } from 'node:path';
import { htmlReport } from '../../report/html-report.js';
import type { PipelineDescription } from '../description/index.js';
import { createOutput } from './frame-file.js';
import type { Part } from './part.js';
import { reportData } from './report-data.js';
import { filesOf } from './rows.js';

/** `before`: the parts of the run whose files it shows. */
export function reportParts(description: PipelineDescription, before: readonly Part[]): Part[] {
  const { file, input, augment, models, output, train, ...others } = description;
  const { report } = output;
  if (report === undefined || input === undefined) return [];
  return [
    {
      id: 'report',
      key: 'output.report',
      unit: 'steps',
      // The report shows the file's name; by which way it was named makes no difference.
      basis: {
        ...others,
        file: basename(file),
        input,
        augment,
        models: [...models],
        output,
        train,
      },
      inputs: [...filesOf(input), ...augment.map(({ of }) => of), ...models.values()],
      after: before.map(({ id }) => id),
      outputs: [report],
      async run(context, progress, counter) {
        const html = await htmlReport(await reportData(context, progress, counter));
        const page = await createOutput(context.path(report));
        try {
          await page.write(html);
          await page.finish();
        } catch (error) {
          await page.discard();
          throw error;
        }
      },
    },
  ];
}
