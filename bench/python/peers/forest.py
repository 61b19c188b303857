"""The file of trees that ../../convert/forest.mjs writes."""
import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np


@dataclass
class Tree:
    """Arrays with an item per node: feature -1 is a leaf; children are numbers of nodes; value is the threshold or the leaf's."""

    feature: np.ndarray
    left: np.ndarray
    right: np.ndarray
    value: np.ndarray
    na_left: np.ndarray


def read_forest(path):
    """Number of columns, and the trees."""
    data = Path(path).read_bytes()
    end = data.index(b'\n')
    header = json.loads(data[:end])
    at = end + 1
    arrays = []
    counts = [header['trees'] + 1] + [header['nodes']] * 5
    for dtype, count in zip(['<i4', '<i4', '<i4', '<i4', '<f4', 'u1'], counts):
        arrays.append(np.frombuffer(data, dtype, count, at))
        at += arrays[-1].nbytes
    start, *nodes = arrays
    trees = [Tree(*(array[a:b] for array in nodes)) for a, b in zip(start[:-1], start[1:])]
    return header['columns'], trees
