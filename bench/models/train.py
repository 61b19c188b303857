"""Trains models of the benchmarks with real H2O: python3 train.py [NAME ...] (h2o 3.46.0.10 from PyPI, Java 17).

Without names: all that are not in this folder yet. They are too big for the repository, so git ignores them. `gbm-28x100x6`,
which is in ../fixtures, is made only when it is named.

28 normal columns, a response that depends on products and sines of them with noise, so that no column and no tree
is idle. Trees come out nearly full: those of depth 6 have 58 of 64 leaves on average.
"""
import csv
import math
import random
import sys
import tempfile
from pathlib import Path

import h2o
from h2o.estimators import (
    H2OGradientBoostingEstimator,
    H2ORandomForestEstimator,
    H2OXGBoostEstimator,
)

HERE = Path(__file__).parent
COLUMNS = [f'x{i}' for i in range(1, 29)]


def gbm(trees, depth):
    return H2OGradientBoostingEstimator(
        ntrees=trees, max_depth=depth, seed=1, score_tree_interval=trees
    )


def drf(trees, depth):
    return H2ORandomForestEstimator(
        ntrees=trees, max_depth=depth, seed=1, score_tree_interval=trees
    )


def xgboost(trees, depth):
    return H2OXGBoostEstimator(
        ntrees=trees, max_depth=depth, seed=1, score_tree_interval=trees, backend='cpu', nthread=1
    )


# Rows of the training table, estimator.
MODELS = {
    'gbm-28x100x6': (100_000, lambda: gbm(100, 6)),
    'gbm-28x500x5': (100_000, lambda: gbm(500, 5)),
    'drf-28x50x20': (56_000, lambda: drf(50, 20)),
    'xgboost-28x100x6': (100_000, lambda: xgboost(100, 6)),
    'xgboost-28x500x5': (100_000, lambda: xgboost(500, 5)),
}
IN_FIXTURES = {'gbm-28x100x6'}


def rows(count):
    rng = random.Random(20261121)
    for _ in range(count):
        x = [rng.gauss(0, 1) for _ in COLUMNS]
        f = sum(math.sin(1.5 * x[i] + i) * x[(i * 5 + 3) % 28] for i in range(28)) / 3
        label = 'yes' if rng.random() < 1 / (1 + math.exp(-f)) else 'no'
        yield [f'{value:.5f}' for value in x] + [label]


def training_frame(folder, count):
    table = Path(folder, f'train-{count}.csv')
    with table.open('w', newline='') as out:
        writer = csv.writer(out)
        writer.writerow(COLUMNS + ['y'])
        writer.writerows(rows(count))
    frame = h2o.import_file(str(table))
    frame['y'] = frame['y'].asfactor()
    return frame


def missing():
    return [name for name in MODELS if name not in IN_FIXTURES and not (HERE / f'{name}.zip').exists()]


def train(names):
    h2o.init(nthreads=2, max_mem_size='2g')
    frames = {}
    with tempfile.TemporaryDirectory() as folder:
        for name in names:
            count, estimator = MODELS[name]
            if count not in frames:
                frames[count] = training_frame(folder, count)
            model = estimator()
            model.train(x=COLUMNS, y='y', training_frame=frames[count])
            target = HERE.parent / 'fixtures' if name in IN_FIXTURES else HERE
            model.download_mojo(str(target / f'{name}.zip'))
    h2o.cluster().shutdown()


if __name__ == '__main__':
    wanted = sys.argv[1:] or missing()
    unknown = [name for name in wanted if name not in MODELS]
    if unknown:
        sys.exit(f'no such model: {", ".join(unknown)}; there are {", ".join(MODELS)}')
    if wanted:
        train(wanted)
