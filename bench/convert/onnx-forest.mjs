// A forest (forest.mjs) as an ONNX TreeEnsembleRegressor that gives the sum of all leaves.
import { attribute, model, node } from './onnx.mjs';

export function forestToOnnx({ columns, treeStart, feature, left, right, value, naLeft }) {
  const treeIds = new Int32Array(feature.length);
  const nodeIds = new Int32Array(feature.length);
  for (let tree = 0; tree + 1 < treeStart.length; tree++) {
    for (let i = treeStart[tree]; i < treeStart[tree + 1]; i++) {
      treeIds[i] = tree;
      nodeIds[i] = i - treeStart[tree];
    }
  }
  const isLeaf = (i) => feature[i] < 0;
  const all = Array.from(feature, (_, i) => i);
  const leaves = all.filter(isLeaf);
  const ofNodes = [
    attribute('nodes_treeids', 'integers', treeIds),
    attribute('nodes_nodeids', 'integers', nodeIds),
    attribute(
      'nodes_featureids',
      'integers',
      feature.map((c) => Math.max(c, 0)),
    ),
    attribute(
      'nodes_modes',
      'strings',
      all.map((i) => (isLeaf(i) ? 'LEAF' : 'BRANCH_LT')),
    ),
    attribute(
      'nodes_values',
      'floats',
      value.map((v, i) => (isLeaf(i) ? 0 : v)),
    ),
    attribute('nodes_truenodeids', 'integers', left),
    attribute('nodes_falsenodeids', 'integers', right),
    attribute('nodes_missing_value_tracks_true', 'integers', naLeft),
  ];
  const ofLeaves = [
    attribute(
      'target_treeids',
      'integers',
      leaves.map((i) => treeIds[i]),
    ),
    attribute(
      'target_nodeids',
      'integers',
      leaves.map((i) => nodeIds[i]),
    ),
    attribute(
      'target_ids',
      'integers',
      leaves.map(() => 0),
    ),
    attribute(
      'target_weights',
      'floats',
      leaves.map((i) => value[i]),
    ),
  ];
  const ensemble = node('TreeEnsembleRegressor', ['X'], ['Y'], {
    domain: 'ai.onnx.ml',
    attributes: [
      ...[...ofNodes, ...ofLeaves],
      attribute('n_targets', 'integer', 1),
      attribute('aggregate_function', 'string', 'SUM'),
      attribute('post_transform', 'string', 'NONE'),
    ],
  });
  return model([ensemble], columns, 1);
}
