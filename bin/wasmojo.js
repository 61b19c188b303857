#!/usr/bin/env node
import module from 'node:module';

// Keeps the compiled code for the next run, where Node can: from 22.1 on.
module.enableCompileCache?.();
const { main } = await import('../build/cli/wasmojo.js');
process.exitCode = await main(process.argv.slice(2));
