#!/usr/bin/env node
'use strict';
const { join } = require('node:path');
const { loadBundle } = require('./compiled-code.js');

const args = process.argv.slice(2);
const purpose = args[0] === 'predict' ? 'predict' : 'other';
const { exported, keepCode } = loadBundle(join(__dirname, '../build/cli/wasmojo.js'), purpose);
exported.main(args).then((status) => {
  process.exitCode = status;
  if (status === 0) keepCode();
});
