// The table of effects on images.
import { count, duration, factor, markdownTable } from './table.mjs';

/** Seconds for 60,000 such images that were measured elsewhere: R's imager 1.0.3, and what the article on MNIST says of its own R code. */
const ELSEWHERE = {
  ...{ rotate: [26.3, '447'], warp: [20.5, '417'], shift: [2.5, '296'], bold: [6.0, '304'] },
  ...{ dilate: [2.7, '-'], erode: [1.6, '-'], erodedilate: [2.1, '-'] },
  ...{ scratches: [15.4, '-'], blotches: [7.1, '-'], all: [35.2, '517 - 539'] },
  all2: [39.6, '517 - 539'],
};

export function imagingText({ images, side, results }) {
  const peers = [...new Set(results.flatMap(({ contenders }) => contenders.map(nameOf)))].slice(1);
  const headers = [
    ...['effect', 'wasmojo', ...peers.flatMap((name) => [name, 'ratio', 'same bytes'])],
    ...['R imager 1.0.3 (earlier)', 'the article, 2016'],
  ];
  const rows = results.map(({ effect, contenders }) => {
    const [ours, ...others] = contenders;
    const cells = peers.flatMap((name) => {
      const peer = others.find((one) => one.name === name);
      if (peer === undefined) return ['-', '-', '-'];
      return [duration(peer.cpuMs), `${factor(peer.cpuMs / ours.cpuMs)}x`, percent(peer.sameShare)];
    });
    const [imager, article] = ELSEWHERE[effect];
    return [
      effect,
      duration(ours.cpuMs),
      ...cells,
      `${imager} s`,
      `${article} s`.replace('- s', '-'),
    ];
  });
  return [
    `${count(images)} images of ${side}x${side}, bytes to bytes; CPU time on one thread.`,
    '',
    markdownTable(headers, rows),
  ].join('\n');
}

const nameOf = ({ name }) => name;

/** Never rounded up to all of them. */
function percent(share) {
  return share === 1 ? '100%' : `${(Math.floor(share * 1e6) / 1e4).toString()}%`;
}
