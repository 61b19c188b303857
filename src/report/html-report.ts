import { agreementSection } from './agreement-section.js';
import { augmentationSection } from './augmentation-section.js';
import { autoencoderSection } from './autoencoder-section.js';
import { confusionSection } from './confusion-section.js';
import type { ReportData } from './data.js';
import { markup, type Markup } from './markup.js';
import { count } from './numbers.js';
import { page, type Section } from './page.js';
import { performanceSection } from './performance-section.js';
import { rowListSections } from './row-lists.js';
import { teamSection } from './team-section.js';
import { turnedSection } from './turned-section.js';
import { valueTeamSections } from './value-team-section.js';

/**
 * One HTML file with everything in it: no scripts, no requests, pictures and charts included. The same data give the same text. Throws
 * ArgumentError for sets of images that are none. Cost and memory: a PNG per picture, the text as a whole.
 */
export async function htmlReport(data: ReportData): Promise<string> {
  return page(data.title, introduction(data), await sectionsOf(data));
}

async function sectionsOf(data: ReportData): Promise<Section[]> {
  const { augmentations = [], turned, autoencoders = [], performance = [], team, values } = data;
  const sections: (Section | undefined)[] = [];
  for (const [i, part] of augmentations.entries()) {
    sections.push(await augmentationSection(part, i + 1));
  }
  if (turned) sections.push(await turnedSection(turned));
  if (autoencoders.length > 0) sections.push(await autoencoderSection(autoencoders));
  if (performance.length > 0) sections.push(performanceSection(performance));
  if (team) {
    if ('team' in team.tables) sections.push(teamSection(team.tables));
    sections.push(agreementSection(team.tables));
  }
  if (values) sections.push(...valueTeamSections(values));
  sections.push(confusionSection(data));
  if (team) sections.push(...(await rowListSections(team)));
  return sections.filter((section) => section !== undefined);
}

function introduction({ summary, facts = [] }: ReportData): Markup {
  const list = facts.map(({ name, value }) => {
    const text = typeof value === 'number' ? count(value) : value;
    return markup`<dt>${name}</dt><dd>${text}</dd>\n`;
  });
  return markup`${summary === undefined ? undefined : markup`<p>${summary}</p>\n`}${
    list.length > 0 ? markup`<dl class="facts">\n${list}</dl>\n` : undefined
  }`;
}
