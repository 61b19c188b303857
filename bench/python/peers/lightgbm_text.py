"""A forest as a model file of LightGBM."""
import numpy as np

from .forest import read_forest

# NaN is missing, and goes where default_left says.
MISSING_NAN = 2 << 2
DEFAULT_LEFT = 2


def lightgbm_text(path):
    """LightGBM goes left where x <= threshold, in float64: the double just below ours makes that x < threshold."""
    columns, trees = read_forest(path)
    names = ' '.join(f'c{i}' for i in range(columns))
    head = [
        'tree',
        'version=v4',
        'num_class=1',
        'num_tree_per_iteration=1',
        'label_index=0',
        f'max_feature_idx={columns - 1}',
        'objective=regression',
        f'feature_names={names}',
        'feature_infos=' + ' '.join(['[-1e300:1e300]'] * columns),
    ]
    bodies = [tree_text(i, tree) for i, tree in enumerate(trees)]
    head.append('tree_sizes=' + ' '.join(str(len(body)) for body in bodies))
    return '\n'.join(head) + '\n\n' + ''.join(bodies) + 'end of trees\n\nparameters:\nend of parameters\n\npandas_categorical:null\n'


def tree_text(index, tree):
    leaf = tree.feature < 0
    inner = np.flatnonzero(~leaf)
    # Splits and leaves are numbered apart; a leaf as a child is the complement of its number.
    number = np.where(leaf, ~(np.cumsum(leaf) - 1), np.cumsum(~leaf) - 1)
    threshold = np.nextafter(tree.value[inner].astype(np.float64), -np.inf)
    decision = MISSING_NAN + DEFAULT_LEFT * tree.na_left[inner].astype(int)
    leaves = int(leaf.sum())

    def line(name, values):
        return f'{name}=' + ' '.join(map(repr, values.tolist()))

    zeros = np.zeros(len(inner))
    lines = [
        f'Tree={index}',
        f'num_leaves={leaves}',
        'num_cat=0',
        line('split_feature', tree.feature[inner]),
        line('split_gain', zeros),
        line('threshold', threshold),
        line('decision_type', decision),
        line('left_child', number[tree.left[inner]]),
        line('right_child', number[tree.right[inner]]),
        line('leaf_value', tree.value[leaf].astype(np.float64)),
        line('leaf_weight', np.zeros(leaves)),
        line('leaf_count', np.zeros(leaves, int)),
        line('internal_value', zeros),
        line('internal_weight', zeros),
        line('internal_count', np.zeros(len(inner), int)),
        'is_linear=0',
        'shrinkage=1',
    ]
    return '\n'.join(lines) + '\n\n\n'
