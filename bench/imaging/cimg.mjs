// CImg at -O3: ../cpp/cimg_images.cpp, compiled where g++ and CImg.h are.
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const SOURCE = fileURLToPath(new URL('../cpp/cimg_images.cpp', import.meta.url));
const execute = promisify(execFile);

/** The command of an effect on files, or undefined with a note where it cannot be compiled. */
export async function cimgContender(folder, note) {
  const program = join(folder, 'cimg_images');
  const flags = ['-O3', '-std=c++17', '-Dcimg_display=0'];
  try {
    await execute('g++', [...flags, '-o', program, SOURCE]);
  } catch (error) {
    note(`CImg left out (apt install g++ cimg-dev): ${error.message.split('\n', 2).join(' ')}`);
    return undefined;
  }
  return {
    name: 'CImg, g++ -O3',
    effects: undefined,
    share: 1,
    // The mathematical library's last bit may move a position.
    leastSame: () => 0.99999,
    command: ({ images, draws, effect, output, side, number, seed }) => ({
      file: program,
      args: [images, draws, effect, output, side, number, seed].map(String),
    }),
  };
}
