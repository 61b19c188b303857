// The frame around Arrow's messages (docs "Serialization and Interprocess Communication"):
//
//   FFFFFFFF  length of metadata (int32)  metadata, a FlatBuffer `Message`  body of `bodyLength` bytes
//
// Before Arrow 0.15 without FFFFFFFF. A stream ends with a length of 0, or just ends. A file is a stream between
// "ARROW1\0\0" and a footer, which a reader from front to back does not need.
import { LimitError } from '../../errors.js';
import { Damage } from '../damage.js';
import type { ByteQueue } from './byte-queue.js';
import { FlatTable } from './flat-table.js';

/** Numbers of the union `MessageHeader`. */
export const Header = { SCHEMA: 1, DICTIONARY_BATCH: 2, RECORD_BATCH: 3 } as const;

export interface ArrowMessage {
  /** One of Header, or a number that we do not know. */
  readonly type: number;
  readonly header: FlatTable;
  /** Of the metadata: 3 is V4, 4 is V5. */
  readonly version: number;
  readonly body: Uint8Array;
}

const FILE_MAGIC = 'ARROW1';
const CONTINUES = -1;
/** A legacy stream begins with a length below that; text read as a length is above it. */
const MAX_METADATA_BYTES = 2 ** 26;
/** Metadata V4, of Arrow 0.8 (2017). */
const OLDEST_VERSION = 3;

/** All messages in order. Throws Damage, LimitError for a body over `maxBatchBytes`. Memory: one message. */
export async function* readMessages(
  queue: ByteQueue,
  maxBatchBytes: number,
): AsyncGenerator<ArrowMessage> {
  let prefix = await queue.take(4);
  const isFile = FILE_MAGIC.startsWith(latin1(prefix)) && prefix.length === 4;
  if (isFile) {
    const magic = latin1(prefix) + latin1((await queue.take(4)).subarray(0, 2));
    if (magic !== FILE_MAGIC) throw new Damage(`it begins with ${JSON.stringify(magic)}`);
    prefix = await queue.take(4);
  } else checkStart(prefix);
  while (prefix.length > 0) {
    let length = int32(prefix);
    if (length === CONTINUES) length = int32(await queue.take(4));
    if (length === 0) break;
    yield await readMessage(length, queue, maxBatchBytes);
    prefix = await queue.take(4);
  }
  if (isFile && latin1(await queue.last(6)) !== FILE_MAGIC) throw new Damage('it is cut off');
}

async function readMessage(
  length: number,
  queue: ByteQueue,
  maxBatchBytes: number,
): Promise<ArrowMessage> {
  if (length < 0 || length > MAX_METADATA_BYTES) {
    throw new Damage(`a message of ${length} bytes of metadata`);
  }
  const metadata = await queue.take(length);
  if (metadata.length < length) throw new Damage('it is cut off within a message');
  const message = FlatTable.root(metadata);
  const version = message.int16(0, 0);
  if (version < OLDEST_VERSION) throw new Damage('it was written before Arrow 0.8');
  const header = message.table(2);
  if (header === undefined) throw new Damage('a message without content');
  const bodyLength = message.size(3);
  if (bodyLength > maxBatchBytes) {
    throw new LimitError('bytes of a record batch', 'maxBatchBytes', maxBatchBytes, bodyLength);
  }
  const body = await queue.take(bodyLength);
  if (body.length < bodyLength) throw new Damage('it is cut off within a record batch');
  return { type: message.int8(1, 0), header, version, body };
}

/** Other formats that are taken for Arrow deserve a hint. */
function checkStart(start: Uint8Array): void {
  if (start.length === 0) throw new Damage('it is empty');
  const magic = latin1(start);
  if (magic === 'FEA1') throw new Damage('it is Feather version 1; write version 2');
  if (magic === 'PAR1') throw new Damage('it is a Parquet file');
  const length = int32(start);
  if (length !== CONTINUES && (length <= 0 || length > MAX_METADATA_BYTES)) {
    throw new Damage(`it begins with ${JSON.stringify(magic)}, so it is no Arrow IPC`);
  }
}

function int32(bytes: Uint8Array): number {
  if (bytes.length < 4) throw new Damage('it is cut off');
  return bytes[0] | (bytes[1] << 8) | (bytes[2] << 16) | (bytes[3] << 24);
}

function latin1(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes);
}
