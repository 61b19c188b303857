import { ArgumentError, teamReport, type TeamRecord, type TeamScores } from '../node.js';
import { readImages, type ImageSet } from '../imaging/node.js';
import { htmlReport } from '../report/html-report.js';
import { performanceParts } from '../report/performance-section.js';
import { numbersAsText } from '../metrics/numbers-as-text.js';
import { rowPictures } from '../report/row-pictures.js';
import { teamCsv } from '../report/team-csv.js';
import type { ReportFormat } from './ensemble-options.js';
import { errorOfRows } from './errors.js';
import type { ReportMetrics } from './report-metrics.js';

/** What a team said of all rows. */
export interface RecordedTeam {
  readonly record: TeamRecord;
  readonly metrics: ReportMetrics;
}

export interface TeamReportRequest {
  readonly format: ReportFormat;
  readonly leastSure: number | undefined;
  /** The rows, to be drawn. */
  readonly images: ImageSet | undefined;
  /** Files of the members. */
  readonly inputs: readonly string[];
}

/** The images of `--images`. */
export async function readTeamImages(path: string | undefined): Promise<ImageSet | undefined> {
  if (path === undefined) return undefined;
  try {
    return (await readImages(path)).images;
  } catch (error) {
    throw errorOfRows(path, error);
  }
}

/** The report in its format. Throws ArgumentError for images of another number than there are rows. */
export async function teamReportText(
  { record, metrics }: RecordedTeam,
  { format, leastSure, images, inputs }: TeamReportRequest,
): Promise<string> {
  const [scores, answers] = [record.scores(), record.answers()];
  const report = teamReport(scores, answers, leastSure === undefined ? {} : { leastSure });
  const measured = metrics.result();
  switch (format) {
    case 'csv':
      return teamCsv(report, measured);
    case 'json': {
      const all = { ...report, ...(measured && { performance: measured }) };
      return `${JSON.stringify(all, numbersAsText, 2)}\n`;
    }
    case 'html':
      return htmlReport({
        title: `A team of ${scores.members.length}`,
        facts: [
          { name: 'Members', value: scores.members.join(', ') },
          { name: 'Rows', value: scores.rowCount },
          { name: 'Input', value: [...new Set(inputs)].join(', ') },
        ],
        ...(measured && { performance: performanceParts(measured) }),
        team: {
          tables: report,
          ...(images && {
            pictures: rowPictures(report, scores, answers, requireAll(images, scores)),
          }),
        },
      });
  }
}

function requireAll(images: ImageSet, { rowCount }: TeamScores): ImageSet {
  if (images.count === rowCount) return images;
  throw new ArgumentError('--images', `${rowCount} images, one for each row`, images.count);
}
