// OpenCV's Python package, a call or more per image: ../python/opencv_images.py.
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const SCRIPT = fileURLToPath(new URL('../python/opencv_images.py', import.meta.url));
const PYTHON = process.env.BENCH_PYTHON ?? 'python3';
/** Those with OpenCV's own cubic kernel. */
const CUBIC = ['rotate', 'warp', 'all'];
const execute = promisify(execFile);

/** As cimgContender. Python takes long: a part of the images stands for all. */
export async function opencvContender(note) {
  try {
    await execute(PYTHON, ['-c', 'import cv2, numpy']);
  } catch {
    note('OpenCV left out (pip install opencv-python-headless numpy, BENCH_PYTHON)');
    return undefined;
  }
  return {
    name: 'OpenCV, Python',
    effects: [...CUBIC, 'shift', 'bold', 'dilate', 'erode', 'erodedilate'],
    share: 10,
    leastSame: (effect) => (CUBIC.includes(effect) ? 0.8 : 1),
    command: ({ images, draws, effect, output, side, count }) => ({
      file: PYTHON,
      args: [SCRIPT, images, draws, effect, output, side, count].map(String),
    }),
  };
}
