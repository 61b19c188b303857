"""XGBoost's inplace_predict, on the same trees: their arrays are put into a booster of XGBoost's own JSON."""
import json

import numpy as np
import xgboost

from .forest import read_forest


def open_peer(spec):
    columns, trees = read_forest(spec['forest'])
    booster = xgboost.Booster({'nthread': 1})
    booster.load_model(bytearray(json.dumps(model_json(columns, trees)).encode()))
    booster.set_param({'nthread': 1})
    # A DMatrix would keep its predictions, so that later calls cost nothing.
    def predict(rows):
        return booster.inplace_predict(rows, predict_type='margin', validate_features=False)

    return np.ascontiguousarray, predict


def model_json(columns, trees):
    """The JSON of a tiny booster of this version, with our trees in place of its own."""
    tiny = xgboost.train(
        {'objective': 'reg:squarederror', 'base_score': 0.0, 'max_depth': 1},
        xgboost.DMatrix(np.zeros((2, columns), np.float32), label=[0.0, 1.0]),
        1,
    )
    model = json.loads(tiny.save_raw('json'))
    booster = model['learner']['gradient_booster']['model']
    template = booster['trees'][0]
    booster['trees'] = [tree_json(template, i, tree) for i, tree in enumerate(trees)]
    booster['tree_info'] = [0] * len(trees)
    booster['iteration_indptr'] = list(range(len(trees) + 1))
    booster['gbtree_model_param']['num_trees'] = str(len(trees))
    return model


def tree_json(template, index, tree):
    count = len(tree.feature)
    leaf = tree.feature < 0
    parents = np.full(count, 2147483647, np.int64)
    inner = np.flatnonzero(~leaf)
    parents[tree.left[inner]] = inner
    parents[tree.right[inner]] = inner
    zeros = [0.0] * count
    return {
        **template,
        'id': index,
        'tree_param': {**template['tree_param'], 'num_nodes': str(count)},
        'left_children': np.where(leaf, -1, tree.left).tolist(),
        'right_children': np.where(leaf, -1, tree.right).tolist(),
        'parents': parents.tolist(),
        'split_indices': np.maximum(tree.feature, 0).tolist(),
        'split_conditions': [float(value) for value in tree.value],
        'default_left': tree.na_left.astype(int).tolist(),
        'split_type': [0] * count,
        'base_weights': zeros,
        'loss_changes': zeros,
        'sum_hessian': zeros,
    }
