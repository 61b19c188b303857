"""A contender in Python: python3 worker.py PEER SPEC, PEER a module of peers/, SPEC a JSON file. Protocol: ../worker.mjs.

A peer module has open_peer(spec), which returns two functions: prepare(rows), of float32 rows in C order, makes what the peer likes best to
take, and is not timed; predict(prepared) gives the numbers.
"""
import importlib
import json
import sys
import time
from itertools import cycle, islice
from pathlib import Path

import numpy as np

MAX_TOLD = 1000
POOL_ROWS = 1000


def read_rows(path):
    data = Path(path).read_bytes()
    end = data.index(b'\n')
    width = data[:end].count(b',') + 1
    return np.frombuffer(data, '<f8', offset=end + 1).reshape(-1, width).astype(np.float32)


class Worker:
    def __init__(self, prepare, predict, rows):
        self.prepare = prepare
        self.predict = predict
        self.rows = rows
        self.batches = {}

    def batches_of(self, size):
        """Batches are made beforehand, each an array of its own."""
        if size not in self.batches:
            pool = size if size >= POOL_ROWS else -(-POOL_ROWS // size) * size
            self.batches[size] = [self.batch(at, at + size) for at in range(0, pool, size)]
        return self.batches[size]

    def batch(self, start, end):
        return self.prepare(self.rows[start:end].copy())

    def run(self, nanos, size, calls):
        batches = cycle(self.batches_of(size))
        predict = self.predict
        times = []
        begin = now = time.perf_counter_ns()
        while not times or now - begin < nanos:
            some = list(islice(batches, calls))
            start = time.perf_counter_ns()
            for batch in some:
                predict(batch)
            now = time.perf_counter_ns()
            times.append(now - start)
        step = -(-len(times) // MAX_TOLD)
        return ' '.join(str(value) for value in [now - begin, *times[::step]])

    def answers(self, count, path):
        values = np.asarray(self.predict(self.batch(0, count)), np.float64).reshape(count, -1)
        Path(path).write_bytes(values.astype('<f8').tobytes())
        return values.shape[1]


def main():
    peer, spec_file = sys.argv[1:]
    spec = json.loads(Path(spec_file).read_text())
    prepare, predict = importlib.import_module(f'peers.{peer}').open_peer(spec)
    worker = Worker(prepare, predict, read_rows(spec['rowsFile']))
    print('= ready', flush=True)
    for line in sys.stdin:
        command, rest = line.rstrip('\n').split(' ', 1)
        if command == 'run':
            told = worker.run(*map(int, rest.split(' ')))
        else:
            count, path = rest.split(' ', 1)
            told = worker.answers(int(count), path)
        print(f'= {told}', flush=True)


if __name__ == '__main__':
    main()
