import type { Algorithm } from '../src/index.js';

export function supportTable(algorithms: readonly Algorithm[]): string;
export function withSupportTable(text: string, table: string): string;
