import os from 'node:os';

/** What the numbers depend on. `load`: processes that ran or waited in the last minute, 0 on Windows. */
export function describeMachine() {
  const cpus = os.cpus();
  return {
    cpu: cpus[0]?.model.trim() ?? 'unknown',
    cores: cpus.length,
    memoryGiB: Math.round(os.totalmem() / 2 ** 30),
    os: `${os.type()} ${os.release().split('.', 2).join('.')} ${os.arch()}`,
    load: os.loadavg()[0],
    node: `${process.version} (V8 ${process.versions.v8})`,
  };
}
