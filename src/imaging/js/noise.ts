import type { Picture } from '../kernels.js';
import { fillNoise, type StreamKey } from '../random.js';

export function noiseBelow(
  { data }: Picture,
  key: StreamKey,
  p: number,
  below: number,
  above: number,
): void {
  const noise = new Float64Array(data.length);
  fillNoise(noise, key);
  for (let i = 0; i < data.length; i++) data[i] = noise[i] < p ? below : above;
}
