"""A forest as a Treelite model that gives the sum of all leaves."""
from treelite.model_builder import Metadata, ModelBuilder, PostProcessorFunc, TreeAnnotation

from .forest import read_forest


def treelite_model(path):
    columns, trees = read_forest(path)
    builder = ModelBuilder(
        threshold_type='float32',
        leaf_output_type='float32',
        metadata=Metadata(
            num_feature=columns,
            task_type='kRegressor',
            average_tree_output=False,
            num_target=1,
            num_class=[1],
            leaf_vector_shape=(1, 1),
        ),
        tree_annotation=TreeAnnotation(
            num_tree=len(trees), target_id=[0] * len(trees), class_id=[0] * len(trees)
        ),
        postprocessor=PostProcessorFunc(name='identity'),
        base_scores=[0.0],
    )
    for tree in trees:
        builder.start_tree()
        for at, feature in enumerate(tree.feature.tolist()):
            builder.start_node(at)
            if feature < 0:
                builder.leaf(float(tree.value[at]))
            else:
                builder.numerical_test(
                    feature_id=feature,
                    threshold=float(tree.value[at]),
                    default_left=bool(tree.na_left[at]),
                    opname='<',
                    left_child_key=int(tree.left[at]),
                    right_child_key=int(tree.right[at]),
                )
            builder.end_node()
        builder.end_tree()
    return builder.commit()
