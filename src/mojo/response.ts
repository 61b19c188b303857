import { ArgumentError, MojoFormatError } from '../errors.js';
import { checkLimit } from './limits.js';
import type { MojoLimits } from './limits.js';

// MOJOs from the network. A server may send more than it announces, so the limit also holds while
// reading.

const SCHEMES = ['http:', 'https:', 'data:', 'blob:'];

/**
 * Downloads a MOJO. Throws ArgumentError for other schemes, MojoFormatError when there is no answer
 * or an HTTP error, LimitError.
 */
export async function fetchBytes(
  url: URL,
  name: string,
  limits: MojoLimits,
  signal: AbortSignal | undefined,
): Promise<Uint8Array> {
  if (!SCHEMES.includes(url.protocol)) {
    throw new ArgumentError('source', `a URL with ${SCHEMES.join(', ')}`, url.href);
  }
  let response: Response;
  try {
    response = await fetch(url, signal === undefined ? {} : { signal });
  } catch (cause) {
    signal?.throwIfAborted();
    const message = `${name}: cannot be downloaded: ${reasonOf(cause)}; check the address and the network`;
    throw new MojoFormatError(message, { file: name, cause });
  }
  return readResponse(response, name, limits);
}

/** Node's fetch says "fetch failed", and has the system's code, such as ECONNREFUSED, in the cause. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  const code = cause instanceof Error && 'code' in cause ? ` (${String(cause.code)})` : '';
  return `${error.message}${code}`;
}

/**
 * The body of an answer. Throws MojoFormatError for an HTTP error or a broken transfer, LimitError
 * for a body over `maxArchiveBytes`.
 */
export async function readResponse(
  response: Response,
  name: string,
  limits: MojoLimits,
): Promise<Uint8Array> {
  if (!response.ok) {
    await response.body?.cancel();
    throw new MojoFormatError(
      `${name}: the server answered ${response.status} ${response.statusText}`.trimEnd(),
      {
        file: name,
      },
    );
  }
  const parts: Uint8Array[] = [];
  let size = 0;
  const reader = response.body?.getReader();
  while (reader !== undefined) {
    const { done, value } = await next(reader, name);
    if (done) break;
    size += value.length;
    if (size > limits.maxArchiveBytes) await reader.cancel();
    checkLimit(limits, 'maxArchiveBytes', size, `${name}: bytes received`);
    parts.push(value);
  }
  return joined(parts, size);
}

async function next(reader: ReadableStreamDefaultReader<Uint8Array>, name: string) {
  try {
    return await reader.read();
  } catch (cause) {
    if (cause instanceof Error && cause.name === 'AbortError') throw cause;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new MojoFormatError(`${name}: the download broke off: ${reason}`, { file: name, cause });
  }
}

function joined(parts: readonly Uint8Array[], size: number): Uint8Array {
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
