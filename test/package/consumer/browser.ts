// Compiled and bundled under the condition `browser`, under which `wasmojo` is the web entry.
import { loadMojo, readCsv } from 'wasmojo';

export async function score(mojo: Blob, rows: Blob): Promise<unknown[]> {
  const model = await loadMojo(mojo);
  const frame = await readCsv(rows, { model });
  return (await model.predict(frame, { convertInvalidNumbersToNa: true })).toRows();
}
