import { expectNoRefusedRequests } from './refused-requests.js';
import * as wasmojo from './wasmojo/wasmojo.js';
import { answersOf } from './answers.js';

const MOJO_SOURCES = {
  blob: async (url) => (await fetch(url)).blob(),
  url: async (url) => url,
  response: (url) => fetch(url),
};

/** Scores a case of this server with the bundle: its MOJO comes as `source` says, its CSV as a Blob. */
export async function runTask({ folder, source, csv, rows, options }) {
  const mojo = await MOJO_SOURCES[source](new URL(`${folder}/model.zip`, import.meta.url));
  const table = await (await fetch(new URL(`${folder}/${csv}`, import.meta.url))).blob();
  const answers = await answersOf(wasmojo, { mojo, table, rows, options });
  expectNoRefusedRequests();
  return answers;
}
