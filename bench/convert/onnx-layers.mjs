// Deep learning autoencoders of numeric columns as ONNX graphs. Standardization is folded into the first layer's weights and bias, which
// is the fastest form that the same function has there.
import { attribute, initializer, model, node } from './onnx.mjs';
import { numbers, readIni } from './ini.mjs';

/** What an autoencoder reconstructs. */
export async function autoencoderToOnnx(mojo) {
  const net = await readNet(mojo);
  const { units, normMul, normSub } = net;
  const parts = [
    ...layer(net, 0, 'X', 'H'),
    ...layer(net, 1, 'H', 'O'),
    initializer(
      'scale',
      [units[0]],
      normMul.map((mul) => 1 / mul),
    ),
    initializer('shift', [units[0]], normSub),
    node('Mul', ['O', 'scale'], ['S']),
    node('Add', ['S', 'shift'], ['Y']),
  ];
  return model(parts, units[0], units[0]);
}

/** The first hidden layers of a chain (cases.mjs), those with `answer` side by side. */
export async function chainToOnnx(chain) {
  const nets = await Promise.all(chain.map(({ mojo }) => readNet(mojo)));
  const parts = chain.flatMap(({ name, from = 'X' }, i) => layer(nets[i], 0, from, name, name));
  const answers = chain.filter(({ answer }) => answer).map(({ name }) => name);
  const width = chain.reduce((sum, { answer }, i) => sum + (answer ? nets[i].units[1] : 0), 0);
  parts.push(node('Concat', answers, ['Y'], { attributes: [attribute('axis', 'integer', 1)] }));
  return model(parts, nets[0].units[0], width);
}

async function readNet(mojo) {
  const ini = await readIni(mojo);
  if (ini.activation !== 'Tanh' || ini.cats !== '0' || ini.category !== 'AutoEncoder') {
    throw new Error('only autoencoders of numeric columns with Tanh are converted');
  }
  const units = numbers(ini.neural_network_sizes);
  return {
    units,
    normMul: numbers(ini.norm_mul),
    normSub: numbers(ini.norm_sub),
    weights: (at) => numbers(ini[`weight_layer${at}`]),
    bias: (at) => numbers(ini[`bias_layer${at}`]),
  };
}

/** Y = tanh(X W' + b) for the layer's weights, a row per output. */
function layer(net, at, input, output, prefix = '') {
  const { units, normMul, normSub } = net;
  const [inputs, outputs] = [units[at], units[at + 1]];
  const weights = net.weights(at);
  const bias = net.bias(at);
  if (at === 0) {
    for (let row = 0; row < outputs; row++) {
      for (let col = 0; col < inputs; col++) {
        const folded = weights[row * inputs + col] * normMul[col];
        weights[row * inputs + col] = folded;
        bias[row] -= folded * normSub[col];
      }
    }
  }
  const name = (part) => `${prefix}${part}${at}`;
  return [
    initializer(name('W'), [inputs, outputs], transposed(weights, outputs, inputs)),
    initializer(name('b'), [outputs], bias),
    node('Gemm', [input, name('W'), name('b')], [name('sum')]),
    node('Tanh', [name('sum')], [output]),
  ];
}

function transposed(values, rows, columns) {
  const out = new Float32Array(values.length);
  for (let row = 0; row < rows; row++) {
    for (let col = 0; col < columns; col++) out[col * rows + row] = values[row * columns + col];
  }
  return out;
}
