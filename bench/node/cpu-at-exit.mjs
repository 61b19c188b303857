// node --import cpu-at-exit.mjs ...: at the end the CPU nanoseconds of the process are in the file that BENCH_CPU_FILE names.
import { writeFileSync } from 'node:fs';

process.on('exit', () => {
  const { user, system } = process.cpuUsage();
  writeFileSync(process.env.BENCH_CPU_FILE, String((user + system) * 1000));
});
