"""Yggdrasil Decision Forests: a tiny model of its own whose trees are replaced by ours. It runs QuickScorer where trees allow it."""
import numpy as np
import ydf

from .forest import read_forest


def open_peer(spec):
    columns, trees = read_forest(spec['forest'])
    names = [f'c{i}' for i in range(columns)]
    rng = np.random.default_rng(1)
    data = {name: rng.normal(size=64).astype(np.float32) for name in names}
    data['y'] = data['c0']
    learner = ydf.GradientBoostedTreesLearner(
        label='y', task=ydf.Task.REGRESSION, num_trees=1, validation_ratio=0.0, num_threads=1
    )
    model = learner.train(data, verbose=0)
    while model.num_trees() > 0:
        model.remove_tree(0)
    at = {name: i for i, name in enumerate(model.input_feature_names())}
    features = {i: model.input_features()[at[name]].column_idx for i, name in enumerate(names)}
    for tree in trees:
        model.add_tree(ydf.tree.Tree(root=node(tree, 0, features)))
    model.set_initial_predictions([0.0])

    def columns_of(rows):
        return {name: column.copy() for name, column in zip(names, rows.T)}

    return columns_of, lambda data: model.predict(data, num_threads=1)


def node(tree, at, features):
    if tree.feature[at] < 0:
        value = ydf.tree.RegressionValue(num_examples=1, value=float(tree.value[at]))
        return ydf.tree.Leaf(value=value)
    condition = ydf.tree.NumericalHigherThanCondition(
        attribute=features[int(tree.feature[at])],
        threshold=float(tree.value[at]),
        missing=not tree.na_left[at],
        score=0.0,
    )
    return ydf.tree.NonLeaf(
        condition=condition,
        pos_child=node(tree, int(tree.right[at]), features),
        neg_child=node(tree, int(tree.left[at]), features),
    )
