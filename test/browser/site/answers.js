// Runs in Node, in the page and in the worker alike: everything that is asked of a model, as plain values whose equality means
// equality to the bit.

/** @param wasmojo the names of `wasmojo` or of `wasmojo/web` */
export async function answersOf(wasmojo, { mojo, table, rows, options }) {
  const model = await wasmojo.loadMojo(mojo, options);
  const frame = await wasmojo.readCsv(table, { model });
  const rules = { convertInvalidNumbersToNa: true };
  const byRow = model.easyPredict({ useExtendedOutput: true });
  const answers = {
    model: { algorithm: model.algorithm, category: model.modelCategory, domains: model.domains },
    input: frame.columns,
    prediction: await attempt(wasmojo, async () => {
      const { columns, report } = await model.predict(frame, rules);
      return { columns, report };
    }),
    // `predict` ends at the first row that has no answer; a stream goes on.
    stream: await predictAll(wasmojo, model, frame, rules),
    leaves: await attempt(
      wasmojo,
      async () => (await model.predictLeafNodeAssignment(frame, rules)).columns,
    ),
    rows: await Promise.all(rows.map((row) => attempt(wasmojo, () => byRow.predict(row)))),
  };
  model.dispose();
  return exact(answers);
}

async function predictAll({ ConversionCounter }, model, frame, rules) {
  const counter = new ConversionCounter();
  const answers = [];
  const kind = { kind: 'prediction' };
  for await (const { frame: scored, failures } of model.answerStream(
    [frame],
    kind,
    counter,
    rules,
  )) {
    answers.push({ columns: scored.columns, failed: failures.map(({ row }) => row) });
  }
  return answers;
}

/** The answer, or what a user sees of the error. */
async function attempt({ WasmojoError }, ask) {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof WasmojoError)) throw error;
    return { error: { name: error.name, message: error.message, ...error.facts() } };
  }
}

/** A copy that survives JSON: numbers as their 64 bits (one NaN for all), texts marked as such. */
function exact(value) {
  if (typeof value === 'number') return bitsOf(value);
  if (typeof value === 'string') return `text ${value}`;
  if (typeof value !== 'object' || value === null) return value;
  if (ArrayBuffer.isView(value) || Array.isArray(value)) return Array.from(value, exact);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, exact(item)]));
}

const view = new DataView(new ArrayBuffer(8));

function bitsOf(number) {
  if (Number.isNaN(number)) return 'NaN';
  view.setFloat64(0, number);
  return `0x${view.getBigUint64(0).toString(16).padStart(16, '0')}`;
}
