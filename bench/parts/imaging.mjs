// Effects on the training images of MNIST: CPU time of each effect on all of them, beside CImg and OpenCV with the same draws.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { augment, EFFECT_NAMES } from 'wasmojo/imaging';
import { inRounds, timeCommand } from '../command.mjs';
import { cimgContender } from '../imaging/cimg.mjs';
import { drawTable } from '../imaging/draws.mjs';
import { opencvContender } from '../imaging/opencv.mjs';
import { mnistFile } from '../mnist.mjs';

const IDX_HEADER = 16;
const SIDE = 28;
const SIZE = SIDE * SIDE;
const SEED = 1;
const ROUNDS = 5;

/** Milliseconds of CPU for all images by effect and contender, the least of all rounds: what other work on the machine adds is not theirs. */
export async function measureImaging(folder, note) {
  const packed = await readFile(mnistFile('data/train-images-idx3-ubyte.gz'));
  const data = new Uint8Array((await promisify(gunzip)(packed)).subarray(IDX_HEADER));
  const count = data.length / SIZE;
  const images = { data, count, width: SIDE, height: SIDE, channels: 1 };
  const files = { images: join(folder, 'images'), draws: join(folder, 'draws') };
  await writeFile(files.images, data);
  const peers = [await cimgContender(folder, note), await opencvContender(note)];
  const present = peers.filter((peer) => peer !== undefined);
  const results = [];
  for (const [i, effect] of EFFECT_NAMES.entries()) {
    await writeFile(files.draws, drawTable(effect, count, SEED));
    const able = present.filter(({ effects }) => effects?.includes(effect) ?? true);
    const options = { ...files, effect, number: i + 1, side: SIDE, seed: SEED };
    results.push({ effect, contenders: await measureEffect(images, able, options, folder) });
  }
  return { images: count, side: SIDE, rounds: ROUNDS, results };
}

async function measureEffect(images, peers, options, folder) {
  const { effect, seed } = options;
  const ours = { effects: [effect], seed };
  const outputs = peers.map((_, i) => join(folder, `images-${i}`));
  // Answers first; they are the warm-up, too.
  const { data: wanted } = await augment(images, ours);
  const jobs = peers.map((peer, i) => {
    const count = images.count / peer.share;
    const command = peer.command({ ...options, count, output: outputs[i] });
    return async () => Number((await timeCommand(command)).stdout) * peer.share;
  });
  const times = await inRounds(ROUNDS, [() => cpuOf(() => augment(images, ours)), ...jobs]);
  const contenders = [{ name: 'wasmojo', cpuMs: Math.min(...times[0]) }];
  for (const [i, { name, share, leastSame }] of peers.entries()) {
    const found = await readFile(outputs[i]);
    const sameShare = shareOfSame(found, wanted);
    if (sameShare < leastSame(effect)) throw new Error(`${name} makes other images: ${effect}`);
    contenders.push({ name, cpuMs: Math.min(...times[i + 1]), sameShare, share });
  }
  return contenders;
}

async function cpuOf(work) {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** Share of the bytes of `found` that `wanted` begins with. */
function shareOfSame(found, wanted) {
  if (found.length === 0) throw new Error('no images were made');
  let same = 0;
  for (let i = 0; i < found.length; i++) same += found[i] === wanted[i] ? 1 : 0;
  return same / found.length;
}
