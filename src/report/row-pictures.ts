import type { Column } from '../frame/column.js';
import type { ImageSet } from '../imaging/image-set.js';
import { textsIn } from '../metrics/columns.js';
import type { TeamScores } from '../teams/team-scores.js';
import type { RowPictures, TeamPart } from './data.js';
import { listedRows } from './listed-rows.js';
import { pickImages } from './pick-images.js';

/** Pictures of the rows that the lists of `tables` name. `images` and `answers` are of all rows. Cost: a copy of those images. */
export function rowPictures(
  tables: TeamPart['tables'],
  scores: TeamScores,
  answers: Column | undefined,
  images: ImageSet,
): RowPictures {
  const rows = listedRows(tables);
  const texts = answers && textsIn(answers);
  return {
    rows,
    images: pickImages(images, rows),
    labels: rows.map((row) => scores.classes[scores.team[row]] ?? null),
    ...(texts && { answers: rows.map((row) => texts[row]) }),
  };
}
