// The bars that the project set itself: how many times faster than whom, on which work. `measured(run)` is a ratio (more is better),
// undefined where something was not measured.

const SIMD = 'wasmojo wasm-simd';
const NATIVE = 'wasmojo native';
const SCORE0 = 'h2o-genmodel score0';
const LARGE = 100_000;

/** Rows per second of a contender in a case at a size of batch. */
function speed(run, [name, contender, rows]) {
  const found = run.cases.find((one) => one.name === name && one.rows === rows);
  return found?.results.find((one) => one.contender === contender)?.rowsPerSecond;
}

/** A bar on speeds: `ours` and `peer` are [case, contender, rows of a call]. */
function faster(work, ours, peer, bar, note) {
  const measured = (run) => quotient(speed(run, ours), speed(run, peer));
  return { work, ours: ours[1], peer: peer[1], bar, measured, note };
}

function quotient(a, b) {
  return a === undefined || b === undefined ? undefined : a / b;
}

function forest(work, name, own, [java, onnx, xgboost]) {
  const ours = [name, SIMD, LARGE];
  const bars = [
    faster(work, ours, [name, SCORE0, LARGE], java),
    faster(work, ours, [name, 'onnxruntime-node', LARGE], onnx),
  ];
  if (own === undefined) return bars;
  const note = 'XGBoost on a model of that shape that it trained itself';
  return [...bars, faster(work, ours, [own, 'XGBoost', LARGE], xgboost, note)];
}

/** Rows as one matrix, as the peer has them, and in columns. */
function network(work, name, ours, peer, bar, { peerCase = name, note } = {}) {
  const against = [peerCase, peer, 1000];
  const inColumns = note === undefined ? 'rows in columns' : `rows in columns; ${note}`;
  return [
    faster(work, [name, `${ours}, matrix`, 1000], against, bar, note),
    faster(work, [name, ours, 1000], against, bar, inColumns),
  ];
}

function nativeForest(work, name, bar) {
  return faster(work, [name, NATIVE, LARGE], [name, SIMD, LARGE], bar);
}

function xgboost(work, name) {
  return [
    faster(work, [name, SIMD, LARGE], [name, 'XGBoost', LARGE], 1.4),
    faster(work, [name, NATIVE, LARGE], [name, 'XGBoost', LARGE], 2.5),
  ];
}

function oneRow(work, name) {
  return faster(
    `one row: ${work}`,
    [name, 'wasmojo easyPredict', 1],
    [name, 'h2o-genmodel EasyPredict', 1],
    3,
  );
}

function csvBar(work, ofOurs) {
  const cost = (run, command) => run.csv?.results.find((one) => one.command === command);
  const ours = 'wasmojo predict --backend wasm';
  const peer = 'PredictCsv';
  const rest = ({ cpuMs, startCpuMs }) => cpuMs - startCpuMs;
  return {
    ...{ work, ours, peer, bar: 6 },
    measured(run) {
      const [us, them] = [cost(run, ours), cost(run, peer)];
      return us && them && rest(them) / ofOurs(us, rest);
    },
  };
}

function startBar(work, name) {
  const time = (run, command) =>
    run.start?.find((one) => one.name === name)?.results.find((one) => one.command === command)
      ?.medianMs;
  return {
    work,
    ours: 'wasmojo predict',
    peer: 'PredictCsv',
    bar: 1.5,
    measured: (run) => quotient(time(run, 'PredictCsv'), time(run, 'wasmojo predict')),
  };
}

/** CPU time of effects on all images. */
function imagingBars() {
  const time = (run, effect, contender) =>
    run.imaging?.results
      .find((one) => one.effect === effect)
      ?.contenders.find(({ name }) => name === contender)?.cpuMs;
  const bar = (effect, peer, times) => ({
    work: `augment, effect ${effect}`,
    ...{ ours: 'wasmojo', peer, bar: times },
    measured: (run) => quotient(time(run, effect, peer), time(run, effect, 'wasmojo')),
  });
  const cimg = { rotate: 2, warp: 2, scratches: 2, blotches: 2, all: 2, all2: 2 };
  const simple = ['shift', 'bold', 'dilate', 'erode', 'erodedilate'];
  return [
    ...Object.entries(cimg).map(([effect, times]) => bar(effect, 'CImg, g++ -O3', times)),
    ...simple.map((effect) => bar(effect, 'CImg, g++ -O3', 1)),
    ...['rotate', 'warp', 'all', ...simple].map((effect) => bar(effect, 'OpenCV, Python', 3)),
  ];
}

function loadBars() {
  const drf = (run, loader) =>
    run.load?.find(({ name }) => name === 'drf')?.results.find((one) => one.loader === loader);
  const java = 'h2o-genmodel MojoModel.load';
  const time = (what, of) => ({
    work: `load of the deep DRF, ${what}`,
    ours: SIMD,
    peer: java,
    bar: 1,
    measured: (run) => quotient(drf(run, java)?.[of], drf(run, SIMD)?.[of]),
  });
  return [
    time('first time in a process', 'firstMs'),
    time('warm', 'warmMs'),
    {
      work: 'deep DRF: bytes held per node, besides the zip',
      ours: SIMD,
      peer: '-',
      bar: 12,
      atMost: true,
      measured: (run) => drf(run, SIMD)?.bytesPerNode,
    },
  ];
}

export const BARS = [
  ...forest('100 trees of depth 6', 'gbm', 'xgboost-100x6', [12, 7, 1.8]),
  ...forest('500 trees of depth 5', 'gbm-500x5', 'xgboost-500x5', [22, 10, 2.7]),
  ...forest('deep DRF', 'drf', undefined, [10, 11]),
  nativeForest('addon, 100 trees of depth 6', 'gbm', 1.8),
  nativeForest('addon, 500 trees of depth 5', 'gbm-500x5', 1.8),
  nativeForest('addon, deep DRF', 'drf', 1.3),
  ...xgboost('XGBoost MOJO, 100 trees of depth 6', 'xgboost-100x6'),
  ...xgboost('XGBoost MOJO, 500 trees of depth 5', 'xgboost-500x5'),
  faster('TreeSHAP', ['shap', SIMD, 1000], ['shap', SCORE0, 1000], 10),
  ...network('dense float64, AE200', 'ae200', SIMD, SCORE0, 2),
  ...network('dense float64, AE200', 'ae200', NATIVE, SCORE0, 4),
  ...network('deep features of AE200', 'ae200-features', SIMD, SCORE0, 4, {
    peerCase: 'ae200',
    note: 'score0 has to compute both layers',
  }),
  ...network('dense float32, AE200', 'ae200', `${SIMD}, fast`, 'onnxruntime-web', 1.5),
  ...network('dense float32, AE200', 'ae200', `${NATIVE}, fast`, 'onnxruntime-node', 0.9),
  ...network(
    'MNIST deep features, AE200 + AE32 + AE128',
    'mnist',
    `${NATIVE}, fast`,
    'onnxruntime-node',
    1.3,
  ),
  csvBar('CSV to CSV, CPU time, without the start of either', (us, rest) => rest(us)),
  csvBar('CSV to CSV, CPU time, ours with its start, PredictCsv without', ({ cpuMs }) => cpuMs),
  ...['wasm-simd', 'native'].map((backend) =>
    faster(
      'two threads against one, 1,000,000 rows',
      ['threads', `wasmojo ${backend}, 2 threads`, 1_000_000],
      ['threads', `wasmojo ${backend}`, 1_000_000],
      1.8,
    ),
  ),
  oneRow('GBM, 100 trees of depth 6', 'gbm'),
  oneRow('GLM', 'glm'),
  oneRow('deep learning 60-20-10', 'deeplearning'),
  oneRow('k-means', 'kmeans'),
  startBar('command to first prediction, GLM', 'glm'),
  startBar('command to first prediction, GBM', 'gbm'),
  ...loadBars(),
  ...imagingBars(),
];

/** Each bar with its ratio and whether it is met; ratio undefined: not measured. */
export function judged(run) {
  return BARS.map((bar) => {
    const ratio = bar.measured(run);
    const met = ratio === undefined ? undefined : bar.atMost ? ratio <= bar.bar : ratio >= bar.bar;
    return { ...bar, ratio, met };
  });
}
