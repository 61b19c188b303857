import { describe, expect, it } from 'vitest';
import { htmlReport } from '../../src/report/html-report.js';
import { agreement } from '../../src/teams/agreement.js';
import { leastSure } from '../../src/teams/low-confidence.js';
import { everything, HOSTILE, someScores } from './report-data.js';

const headings = (html: string) => [...html.matchAll(/<section id="([^"]+)"/g)].map(([, id]) => id);

describe('a report', () => {
  it('has a section for every part, and links to all of them', async () => {
    const html = await htmlReport(everything('m'));
    expect(headings(html)).toEqual([
      'augmentation-1',
      'turned',
      'autoencoders',
      'performance',
      'team',
      'agreement',
      'confusion',
      'hardest',
      'unsure',
    ]);
    for (const id of headings(html)) expect(html).toContain(`<li><a href="#${id}">`);
  });

  it('has no section for a part that is absent', async () => {
    const html = await htmlReport({ title: 'Nothing' });
    expect(headings(html)).toEqual([]);
    expect(html).toContain('<h1>Nothing</h1>');
    expect(html).not.toContain('<nav');
  });

  it('shows a team without answers by agreement and doubt only', async () => {
    const scores = someScores();
    const tables = {
      classes: scores.classes,
      rows: scores.rowCount,
      members: scores.members.map((name) => ({ name })),
      agreement: agreement(scores),
      leastSure: leastSure(scores, 3),
    };
    const html = await htmlReport({ title: 'A team', team: { tables } });
    expect(headings(html)).toEqual(['agreement', 'unsure']);
    expect(html).toContain('All members say the same in 4 of 6 rows');
  });

  it('says how hit ratios count where rows have weights', async () => {
    const column = (name: string) => ({ name, type: 'long', format: '%d', description: name });
    const hit_ratio_table = {
      name: 'Top-2 Hit Ratios',
      description: '',
      columns: [column('K'), column('Hit Ratio')],
      rowcount: 2,
      data: [
        [1, 2],
        [0.6, 0.7],
      ],
    };
    const schema = 'ModelMetricsMultinomialV3';
    const metrics = { schema, model_category: 'Multinomial', nobs: 5, MSE: 0.25, hit_ratio_table };
    const pageOf = (weights: string | null) =>
      htmlReport({ title: 'DL', performance: [{ name: 'dl', weights, metrics }] });
    const caption = 'Hit ratios: the share of rows whose class is among the first guesses';
    expect(await pageOf(null)).toContain(`${caption}<`);
    expect(await pageOf('w')).toContain(`${caption}. By weights, as H2O has them`);
  });

  it('shows matrices of single models that belong to no team', async () => {
    const text = { type: 'long', format: '%d' };
    const table = {
      name: 'Confusion Matrix',
      description: '',
      columns: ['no', 'yes', 'Error', 'Rate'].map((name) => ({ ...text, name, description: name })),
      rowcount: 3,
      data: [
        [70, 2, 72],
        [1, 27, 28],
        [1 / 71, 2 / 29, 0.03],
        ['1 / 71', '2 / 29', '3 / 100'],
      ],
    };
    const metrics = { schema: 's', model_category: 'Binomial', nobs: 100, cm: { table } };
    const html = await htmlReport({ title: 'GLM', performance: [{ name: 'glm', metrics }] });
    expect(headings(html)).toEqual(['performance', 'confusion']);
    expect(html).toMatch(/<td[^>]*>70<\/td><td[^>]*>1<\/td><td>1<\/td><td>1\.41 %<\/td>/);
    expect(html).toMatch(/<td[^>]*>2<\/td><td[^>]*>27<\/td><td>2<\/td><td>6\.90 %<\/td>/);
  });

  it('is the same for the same data', async () => {
    expect(await htmlReport(everything('m'))).toBe(await htmlReport(everything('m')));
  });

  it('escapes every name', async () => {
    const html = await htmlReport(everything(HOSTILE));
    expect(html).not.toContain('<script');
    expect(html).not.toContain('<img src="http');
    expect(html).toContain('&lt;img src=&quot;http://127.0.0.1:9/x&quot; onerror=alert(1)&gt;');
  });

  it('counts as the tables of the team do', async () => {
    const html = await htmlReport(everything('m'));
    // Of five rows nobody has one right, one of two has two, both have two.
    expect(html).toContain('<p>1 of 5 rows, 20.00 %.</p>');
    expect(html).toContain(
      '<tr><th scope="row">1</th><td>2</td><td>40.00 %</td><td>3</td><td>60.00 %</td></tr>',
    );
  });

  it('says of rows that are drawn what the team says and what is right', async () => {
    const html = await htmlReport(everything('m'));
    expect(html).toContain('row 0<br>team: mx<br>right: mx');
    expect(html).toContain('row 1<br>team: my<br>right: not known');
  });

  it('tells agreement in shares of all rows, with or without an answer', async () => {
    const html = await htmlReport(everything('m'));
    expect(html).toContain('All members say the same in 4 of 6 rows.');
    expect(html).toContain('66.67 %');
  });
});
