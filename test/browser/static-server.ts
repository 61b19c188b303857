// Files of one folder over HTTP, as any static web server gives them.
import { readFile } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, sep } from 'node:path';

const MIME_TYPES: Readonly<Record<string, string>> = {
  '.csv': 'text/csv; charset=utf-8',
  '.gz': 'application/gzip',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.map': 'application/json',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
  '.zip': 'application/zip',
};

export interface StaticServer {
  /** Such as `http://127.0.0.1:40123`. */
  readonly origin: string;
  /** Paths asked for so far. */
  readonly requested: readonly string[];
  close(): Promise<void>;
}

/** Serves `folder` on a free port of this machine; `headers` go with every answer. */
export async function serveFolder(
  folder: string,
  headers: Readonly<Record<string, string>>,
): Promise<StaticServer> {
  const requested: string[] = [];
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    requested.push(pathname);
    void send(response, folder, decodeURIComponent(pathname), headers);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    requested,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => {
          if (error) reject(error);
          else resolve();
        });
        server.closeAllConnections();
      }),
  };
}

async function send(
  response: ServerResponse,
  folder: string,
  pathname: string,
  headers: Readonly<Record<string, string>>,
): Promise<void> {
  const path = join(folder, pathname);
  const type = MIME_TYPES[extname(path)];
  const body =
    path.startsWith(folder + sep) && type ? await readFile(path).catch(() => null) : null;
  if (body === null || type === undefined) response.writeHead(404).end();
  else response.writeHead(200, { ...headers, 'content-type': type }).end(body);
}
