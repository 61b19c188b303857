import { stat } from 'node:fs/promises';

/** Whether a path leads to the description of a pipeline, by its name: a file, or nothing yet, that ends with `.yaml`, `.yml` or `.json`. */
export async function isDescription(path: string): Promise<boolean> {
  if (!/\.(ya?ml|json)$/i.test(path)) return false;
  const found = await stat(path).catch(() => undefined);
  return found?.isDirectory() !== true;
}
