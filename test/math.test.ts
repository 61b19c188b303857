import { readFileSync } from 'node:fs';
import { main as compile } from 'assemblyscript/asc';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { exp, log, pow } from '../assembly/math.js';

// Answers of Java 17's Math.exp, Math.log and Math.pow on x86-64; most arguments without round digits
// are ones where StrictMath (fdlibm) answers differently in the last place.
const JAVA_EXP: [x: number, answer: number][] = [
  [1.0, 2.718281828459045],
  [-1.0, 0.36787944117144233],
  [0.5, 1.6487212707001282],
  [-0.1, 0.9048374180359595],
  [1.0e-17, 1.0],
  [709.782712893384, 1.7976931348622732e308],
  [709.7827128933841, Infinity],
  [-708.4, 2.217119081664265e-308],
  [-709.1, 1.10098875270993e-308],
  [-740.25, 3.26e-322],
  [-745.1332191019411, 4.9e-324],
  [-745.1332191019412, 0.0],
  [19.5, 2.942675660415088e8],
  [-19.25, 4.363462252943702e-9],
  [100.125, 3.0460357809113723e43],
  [-1.5420482631506194, 0.21394244191515474],
  [12.61242034950689, 300264.8956412691],
  [0.35546354866949015, 1.426841911676877],
  [-11.236979612293336, 1.317776508025089e-5],
  [-13.976788972830207, 8.51055091730126e-7],
  [-9.201060014722596, 1.0093235532904436e-4],
  [-8.029948177351116, 3.25565080128115e-4],
  [14.976579736087551, 3193345.7069128244],
];

const JAVA_LOG: [x: number, answer: number][] = [
  [1.0, 0.0],
  [2.0, 0.6931471805599453],
  [0.5, -0.6931471805599453],
  [10.0, 2.302585092994046],
  [1.0e-320, -736.8272408909739],
  [4.9e-324, -744.4400719213812],
  [1.7976931348623157e308, 709.782712893384],
  [0.9999999999999999, -1.1102230246251565e-16],
  [1.0000000000000002, 2.2204460492503128e-16],
  [1.0e10, 23.025850929940457],
  [0.1, -2.3025850929940455],
  [2.5737581765442092, 0.9453671562539744],
  [1.9298533251807717, 0.6574440027131895],
  [1.7834741525314686, 0.5785632331586475],
  [0.35942770960145176, -1.0232422079901997],
  [2.9093570773488433, 1.0679321211545776],
  [0.29468352246978624, -1.2218533036968664],
];

const JAVA_POW: [x: number, y: number, answer: number][] = [
  [4.006083037074986, 19.759032524081196, 8.112655525421547e11],
  [1.302842536388657, -12.121291387454502, 0.0404912744338334],
  [0.1612504747416238, -1.0386959283802355, 6.655266986163471],
  [2.050581284865289, -7.173863094264594, 0.005789448247461305],
  [3.5799048189639233, -3.9400346585542323, 0.00657244820976663],
  [4.9873378786607825, 13.18862520894315, 1.5992999954547217e9],
  [2.9778959846187316, 20.39606017618837, 4.633265342112897e9],
  [4.568002604610855e70, 3.9704787749698713, 3.572265172849092e280],
  [-8.16613374010496e-61, 5, -3.631469837459198e-301],
  [0.25099740177903884, -488.8373987534901, 2.9116154709107126e293],
  [5e-324, 0.5, 2.2227587494850775e-162],
  [9007199254740991, 1.5, 8.548396450010091e23],
  [-2, 9007199254740991, -Infinity],
  [-0.5, 9007199254740991, -0],
];

// Where an answer is exact or no number, the rules of Math.pow are the same in Java and JavaScript.
const SPECIAL = [
  0,
  -0,
  1,
  -1,
  2,
  -2,
  3,
  -3,
  Infinity,
  -Infinity,
  NaN,
  2 ** 52,
  2 ** 53,
  -(2 ** 53),
];

interface MathExports extends WebAssembly.Exports {
  exp(x: number): number;
  log(x: number): number;
  pow(x: number, y: number): number;
}

describe('exp', () => {
  it.each(JAVA_EXP)('of %d has the bits of Java', (x, answer) => {
    expect(exp(x)).toBe(answer);
  });

  it('takes infinities and NaN', () => {
    expect([exp(Infinity), exp(-Infinity), exp(NaN), exp(1e300), exp(-1e300)]).toEqual([
      Infinity,
      0,
      NaN,
      Infinity,
      0,
    ]);
    expect([exp(0), exp(-0), exp(5e-324)]).toEqual([1, 1, 1]);
  });

  it('never decreases', () => {
    fc.assert(
      fc.property(fc.double({ min: -746, max: 710, noNaN: true }), (x) => {
        expect(exp(x + Math.abs(x) * 2 ** -52)).toBeGreaterThanOrEqual(exp(x));
      }),
    );
  });
});

describe('log', () => {
  it.each(JAVA_LOG)('of %d has the bits of Java', (x, answer) => {
    expect(log(x)).toBe(answer);
  });

  it('takes zeros, infinities, NaN and negative numbers', () => {
    expect([log(0), log(-0), log(Infinity)]).toEqual([-Infinity, -Infinity, Infinity]);
    expect([log(-1), log(-Infinity), log(-5e-324), log(NaN)]).toEqual([NaN, NaN, NaN, NaN]);
  });
});

describe('pow', () => {
  it.each(JAVA_POW)('of %d and %d has the bits of Java', (x, y, answer) => {
    expect(pow(x, y)).toBe(answer);
  });

  it('is one place off Java in rare cases, here an answer within 0.002 ulp of a tie', () => {
    const java = 255520.16988110446;
    const ours = pow(4.872727405008364, 7.8622338114414685);
    expect(Math.abs(ours - java)).toBe(2 ** -35);
  });

  it('follows the special cases of Java', () => {
    for (const x of [...SPECIAL, 0.5, -0.5]) {
      for (const y of [...SPECIAL, 0.5, -0.5]) {
        const expected = Math.pow(x, y);
        const exact = !(Math.abs(x) === 3 || Math.abs(y) === 0.5) || !Number.isFinite(expected);
        if (exact) expect(pow(x, y), `${x} ^ ${y}`).toBe(expected);
        else expect(pow(x, y), `${x} ^ ${y}`).toBeCloseTo(expected, 12);
      }
    }
  });

  it('squares exactly and keeps x for y = 1', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true }), (x) => {
        expect(pow(x, 2)).toBe(x * x);
        expect(pow(x, 1)).toBe(x);
      }),
    );
  });
});

describe('math.ts compiled to WebAssembly', () => {
  let wasm: MathExports;

  beforeAll(async () => {
    const source = readFileSync(new URL('../assembly/math.ts', import.meta.url), 'utf8');
    let binary = new Uint8Array();
    const { error } = await compile(
      ['math.ts', '-O3', '--runtime', 'stub', '--use', 'abort=', '--outFile', 'math.wasm'],
      {
        readFile: (name: string) => (name === 'math.ts' ? source : null),
        writeFile: (name: string, contents: string | Uint8Array) => {
          if (name === 'math.wasm') binary = Uint8Array.from(contents as Uint8Array);
        },
        listFiles: () => [],
      },
    );
    if (error) throw error;
    const { instance } = await WebAssembly.instantiate(binary);
    wasm = instance.exports as MathExports;
  }, 60_000);

  it('gives the bits of the TypeScript for any double', () => {
    fc.assert(
      fc.property(fc.double(), fc.double(), (x, y) => {
        expect(wasm.exp(x)).toBe(exp(x));
        expect(wasm.log(x)).toBe(log(x));
        expect(wasm.pow(x, y)).toBe(pow(x, y));
      }),
      { numRuns: 2000 },
    );
  });

  it('gives the bits of the TypeScript for ordinary arguments', () => {
    const differing: number[] = [];
    let state = 1;
    for (let run = 0; run < 100_000; run++) {
      state = (Math.imul(state, 1664525) + 1013904223) | 0; // a fixed sequence, the same in every run
      const x = (state / 2 ** 31) * 750;
      const y = (state % 1024) / 64;
      const size = Math.abs(x);
      const same =
        Object.is(wasm.exp(x), exp(x)) &&
        Object.is(wasm.log(size), log(size)) &&
        Object.is(wasm.pow(size, y), pow(size, y));
      if (!same) differing.push(x);
    }
    expect(differing).toEqual([]);
  });
});
