// exp, log and pow of our own. One source for two compilers: AssemblyScript makes WASM of it and tsc makes
// JavaScript, and both give the same bits on every machine, because it uses nothing but + - * /,
// comparisons, tables and small integers (Math.exp differs between engines).
//
// exp and log follow the published design of Intel's libm (2014), which Java's Math.exp and Math.log run on
// x86-64: its table size, reduction, coefficients and order of operations, so that the last bit agrees with
// Java. pow is a design of our own: it agrees with Java for all but about two arguments in a thousand, and
// differs there by one unit in the last place. The tables are computed from the formulas above them, with
// 300 bits, and rounded once.
//
// Both languages read `f as i32` and `i as f64` as conversions, but for tsc they change nothing: a
// double is cut to an int only where a bit operation follows.

/** 2^i for i = 0 .. 31. */
const POWERS: StaticArray<f64> = [
  1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384, 32768, 65536, 131072,
  262144, 524288, 1048576, 2097152, 4194304, 8388608, 16777216, 33554432, 67108864, 134217728,
  268435456, 536870912, 1073741824, 2147483648,
];

/** 2^(32 * (i - 32)) for i = 0 .. 63. */
const POWERS_32: StaticArray<f64> = [
  5.562684646268003e-309, 2.3891548633682403e-299, 1.0261342003245941e-289, 4.407212831701244e-280,
  1.8928834978668395e-270, 8.129872718476162e-261, 3.491753744649773e-251, 1.499696813895631e-241,
  6.441148769597133e-232, 2.7664523314090327e-222, 1.188182228934475e-212, 5.103203814961955e-203,
  2.191809349008403e-193, 9.413749473058141e-184, 4.043174611952195e-174, 1.7365302730352168e-164,
  7.458340731200207e-155, 3.2033329522929615e-145, 1.3758210268297398e-135, 5.909106315382871e-126,
  2.5379418373156492e-116, 1.0900377190420866e-106, 4.6816763546921983e-97, 2.010764683385949e-87,
  8.636168555094445e-78, 3.7092061506874214e-68, 1.5930919111324523e-58, 6.842277657836021e-49,
  2.938735877055719e-39, 1.262177448353619e-29, 5.421010862427522e-20, 2.3283064365386963e-10, 1,
  4294967296, 1.8446744073709552e19, 7.922816251426434e28, 3.402823669209385e38,
  1.461501637330903e48, 6.277101735386681e57, 2.695994666715064e67, 1.157920892373162e77,
  4.9732323640978664e86, 2.13598703592091e96, 9.173994463960286e105, 3.940200619639448e115,
  1.6923032801030364e125, 7.268387242956069e134, 3.1217485503159922e144, 1.3407807929942597e154,
  5.758609657015292e163, 2.4733040147310453e173, 1.0622759856335342e183, 4.562440617622195e192,
  1.959553324262937e202, 8.416217442477398e211, 3.6147378671465184e221, 1.552518092300709e231,
  6.668014432879854e240, 2.863890391847496e250, 1.2300315572313621e260, 5.282945311356653e269,
  2.269007733883336e279, 9.7453140114e288, 4.185580496821357e298,
];

/** 2^(i / 64), rounded down, for i = 0 .. 63. */
export const ROOTS: StaticArray<f64> = [
  1, 1.0108892860517003, 1.0218971486541166, 1.0330248790212284, 1.0442737824274138,
  1.0556451783605572, 1.0671404006768235, 1.0787607977571196, 1.0905077326652575, 1.102382583307841,
  1.1143867425958924, 1.1265216186082418, 1.1387886347566916, 1.1511892299529827,
  1.1637248587775775, 1.1763969916502812, 1.189207115002721, 1.202156731452703, 1.2152473599804687,
  1.2284805361068698, 1.241857812073484, 1.2553807570246909, 1.2690509571917332, 1.2828700160787783,
  1.2968395546510096, 1.3109612115247642, 1.325236643159741, 1.339667524053303, 1.3542555469368927,
  1.3690024229745905, 1.3839098819638318, 1.398979672538311, 1.414213562373095, 1.4296133383919698,
  1.4451808069770464, 1.4609177941806468, 1.4768261459394991, 1.4929077282912648,
  1.5091644275934226, 1.5255981507445382, 1.5422108254079407, 1.559004400237837, 1.5759808451078863,
  1.5931421513422668, 1.6104903319492543, 1.6280274218573476, 1.6457554781539647,
  1.6636765803267364, 1.681792830507429, 1.7001063537185233, 1.7186192981224777, 1.7373338352737062,
  1.7562521603732995, 1.7753764925265212, 1.7947090750031072, 1.8142521755003986,
  1.8340080864093424, 1.8539791250833855, 1.8741676341102997, 1.8945759815869656,
  1.9152065613971472, 1.9360617934922943, 1.9571441241754002, 1.978456026387951,
];

/** What ROOTS lacks: 2^(i / 64) / ROOTS[i] - 1. */
export const ROOT_TAILS: StaticArray<f64> = [
  0, 2.045820736011696e-16, 4.9997448722726326e-17, 7.357846871247418e-18, 8.189317638195515e-17,
  1.6665881442326747e-18, 1.3404615284538932e-16, 1.4412648372811084e-16, 1.7567668562852185e-16,
  4.776959425256223e-17, 9.341710609905046e-17, 4.585670326662351e-17, 7.826573258636076e-17,
  2.823784425951061e-17, 3.2904726646008416e-17, 4.721368121170128e-17, 3.3484623336251524e-17,
  5.527550048505249e-17, 1.1925004140765674e-16, 1.6529101002731834e-16, 3.750854201303127e-17,
  1.7152821078290533e-16, 2.1023049675215714e-18, 1.3357510088834541e-17, 1.9572585293112036e-17,
  1.145947280889469e-16, 1.4597943229473754e-16, 6.663804589232195e-17, 5.68648095791174e-17,
  7.007875046906994e-17, 1.1152423315170537e-16, 8.999592725037986e-17, 8.865115929175828e-17,
  1.4690193270874236e-16, 1.327218176778194e-16, 1.1365515138885884e-16, 1.2676147417271722e-16,
  9.50689710108796e-18, 7.97786311075429e-17, 7.327957742151578e-17, 5.1548301170786783e-17,
  2.4253985766689806e-17, 1.3446082743426143e-16, 7.60136434780042e-17, 1.5341410053603723e-17,
  9.515506434235882e-17, 7.339353105102262e-17, 3.540948262646183e-17, 4.875160526227062e-17,
  1.2588676295840007e-16, 1.1842692617541847e-16, 1.821405440362259e-17, 1.685487290628973e-17,
  3.621615935336894e-17, 1.01562190116415e-17, 6.743786293219243e-17, 1.790126907604513e-17,
  5.265370768556274e-17, 8.580714332489928e-17, 1.7963932659833022e-17, 6.048702353993734e-17,
  5.336805878514151e-17, 4.5784915277060095e-17, 2.0414278897578303e-17,
];

/** -log((128 + i) / 256), rounded to a multiple of 2^-42, for i = 0 .. 128. */
const LOGS: StaticArray<f64> = [
  0.6931471805598903, 0.6853650401178584, 0.6776429940239268, 0.6699801212785133,
  0.6623755218931819, 0.6548283162578628, 0.6473376445287613, 0.6399026660410527,
  0.6325225587434034, 0.6251965186513644, 0.6179237593223661, 0.6107035113489019, 0.603535021870357,
  0.5964175541014356, 0.5893503868783228, 0.582332814219626, 0.5753641449034603, 0.5684437020590849,
  0.561570822771273, 0.5547448577008254, 0.5479651707155426, 0.5412311385341582, 0.5345421503832313,
  0.5278976076647268, 0.521296923633372, 0.5147395230872007, 0.5082248420658289, 0.5017523275603253,
  0.4953214372301318, 0.4889316391313514, 0.4825824114525403, 0.4762732422593672,
  0.4700036292456389, 0.463773079495013, 0.4575811092472577, 0.45142724367269693,
  0.44531101665529604, 0.4392319705789305, 0.4331896561229769, 0.4271836320629063,
  0.4212134650763346, 0.41527872955657585, 0.40937900742937927, 0.403513887976942,
  0.3976829676660145, 0.3918858499816906, 0.3861221452650625, 0.38039147055610556,
  0.3746934494413381, 0.36902771190580097, 0.36339389418753854, 0.3577916386389006,
  0.35222059358943625, 0.3466804132137895, 0.3411707574027787, 0.3356912916381134,
  0.33024168687052224, 0.3248216194012912, 0.3194307707663029, 0.3140688276250785,
  0.30873548164959175, 0.3034304294199046, 0.29815337231912054, 0.29290401643288533,
  0.28768207245184385, 0.28248725557477883, 0.27731928541629713, 0.2721778859158803,
  0.2670627852489815, 0.26197371574153294, 0.25691041378513546, 0.25187261975497677,
  0.2468600779316148, 0.24187253642048745, 0.2369097470784709, 0.2319714654377094,
  0.22705745063535687, 0.2221674653410446, 0.21730127569003344, 0.21245865121409224,
  0.20763936477828793, 0.20284319251481975, 0.19806991376208316, 0.1933193110035063,
  0.18859116980752333, 0.1838852787700489, 0.17920142945763473, 0.17453941635199044,
  0.16989903679541385, 0.16528009093917717, 0.16068238169054894, 0.15610571466299916,
  0.151549898127314, 0.14701474296180095, 0.14250006260726877, 0.1380056730195065,
  0.13353139262449076, 0.1290770422751848, 0.12464244520720058, 0.12022742699809896,
  0.11583181552509814, 0.11145544092528326, 0.10709813555627079, 0.10275973395778237,
  0.09844007281321865, 0.0941389909139616, 0.08985632912185793, 0.0855919303353403,
  0.08134563945395712, 0.07711730334449385, 0.07290677080800378, 0.06871389254797577,
  0.0645385211375924, 0.060380510988807146, 0.05623971832278585, 0.05211600113898385,
  0.04800921918626955, 0.04391923393473007, 0.039845908547249564, 0.03578910785154221,
  0.03174869831468641, 0.027724548014930406, 0.023716526617363343, 0.019724505347767263,
  0.01574835696806076, 0.011787955751970003, 0.007843177460927109, 0.0039138993211054185, 0,
];

/** What LOGS lacks: -log((128 + i) / 256) - LOGS[i]. */
const LOG_TAILS: StaticArray<f64> = [
  5.497923018708371e-14, 3.19898201408802e-14, 5.32517734371131e-14, -1.0232084821304799e-13,
  9.681087609174425e-15, -5.404231283494931e-14, -1.1019610326139043e-13, 8.030091961825816e-14,
  1.0711543657844876e-13, 7.317429021725252e-14, -8.311429400161732e-15, -3.1165899173794433e-14,
  -9.883674306179806e-14, -4.140144639843906e-14, -2.1007135784857706e-14, 2.917923890401381e-14,
  1.0152652766306816e-13, -9.682523838163498e-14, -4.697812205000102e-14, 7.95898808074715e-16,
  -9.521443188786736e-14, -5.4828310811468674e-14, 7.545158798754567e-14, -8.867353426378923e-14,
  -8.590204918402764e-14, -7.371094138879885e-14, 1.0446439784833471e-13, -9.429331319885203e-15,
  -1.0634899648532451e-13, -9.698528013658646e-14, 5.534430207540162e-14, -3.623014231206613e-14,
  9.667719603235566e-14, 8.647188083899856e-14, -7.929985030417945e-14, 1.032095196170246e-13,
  6.800902736039238e-14, 5.1379053454446376e-14, 4.23575007881984e-14, -9.895853155747038e-14,
  -3.1063837541003616e-14, -8.685084519048513e-14, -7.856027301951135e-14, -3.935475170804319e-14,
  9.491339403096215e-14, 9.290239498917686e-14, -2.9052332860840534e-14, -5.713877721652611e-14,
  7.260466149925637e-14, -6.763694466838294e-14, -6.120773136055512e-14, -9.314286694228276e-14,
  -8.414918193489195e-14, -5.277820018864269e-14, -1.156568624616423e-14, 2.8136969901227338e-14,
  5.4612144489920215e-14, -5.351646604259541e-14, 5.834357420090924e-14, -1.0263280755261064e-13,
  2.1522127491642888e-14, 1.548345993498083e-14, -4.4204083338755686e-14, 4.727452940514406e-14,
  -6.292357389008195e-14, -1.0190482133505088e-13, -6.279055732660844e-14, -6.465103064005256e-14,
  6.371947269815667e-14, 4.102651071698446e-14, -1.0822171646799124e-13, 9.331234677945918e-14,
  -8.899851356560444e-14, -7.252318953240293e-16, -1.1318526912023687e-13, 6.573097737831975e-14,
  -1.078736749871691e-14, 1.0970699320566433e-13, -5.204008743405884e-14, 1.0115944196590467e-13,
  -4.3425422595242564e-14, -6.827661787185498e-14, 1.0634128304268335e-14, -1.0320443688698849e-14,
  2.6693431578015818e-14, 8.84637355812087e-14, 7.626153677429339e-14, -9.076231556699796e-14,
  -1.6376276414097503e-14, -7.424679100316254e-14, -7.547106028244807e-14, 6.249274931606537e-14,
  -1.1307104809870373e-13, 8.710783796122478e-15, 1.4256439478199035e-14, -6.278619479555556e-14,
  3.1859736349078334e-14, -4.2451216089619995e-14, 7.601671269852866e-14, 6.083738419972574e-14,
  2.3568822182038756e-14, 3.957125899799804e-14, 9.631011033519217e-14, -1.3438406228830954e-14,
  3.3871241029241416e-14, -9.969653023079706e-14, 3.1218748807418837e-15, 6.322009333691484e-14,
  -4.713370778300984e-15, -6.255850200176405e-14, 8.399594274044337e-14, 7.603386951772729e-14,
  -2.1225608044809997e-14, 1.0033424888676119e-13, 9.023009281142904e-14, 3.0171021061886944e-14,
  9.106054379130929e-14, 1.0541743854342862e-13, -4.9893776716773285e-14, 4.3066973476878145e-14,
  -1.0610652735224087e-13, -7.554530328896727e-14, -4.730054772033249e-14, 1.1326399700142234e-14,
  7.840703382506278e-14, 7.223757580209288e-14, 9.878410481031469e-14, 3.0910598346555043e-14, 0,
];

/** Added and subtracted, rounds a double below 2^51 to an integer. */
export const ROUNDER: f64 = 6755399441055744; // 1.5 * 2^52
const TWO_52: f64 = 4503599627370496;
const TWO_128: f64 = 3.402823669209385e38;
const TWO_MINUS_60: f64 = 8.673617379884035e-19;
const SPLITTER: f64 = 134217729; // 2^27 + 1
const SMALLEST_NORMAL: f64 = 2.2250738585072014e-308;

// log(2) / 64 in two parts; the first has 36 bits, so that its product with an int is exact.
export const STEPS_PER_UNIT: f64 = 92.33248261689366;
export const STEP: f64 = 0.010830424696223417;
export const STEP_TAIL: f64 = 2.572804622327669e-14;

// log(2) in two parts, the first a multiple of 2^-42.
const LN2: f64 = 0.6931471805598903;
const LN2_TAIL: f64 = 5.497923018708371e-14;

const THIRD: f64 = 0.3333333333333333;
const THIRD_TAIL: f64 = 1.850371707708594e-17;

/**
 * e^x; the bits of Java's Math.exp on x86-64. Error below 0.51 ulp, also where the result is subnormal.
 */
export function exp(x: f64): f64 {
  if (!(x > -1024 && x < 1024)) {
    if (x != x) return x;
    return x > 0 ? Infinity : 0;
  }
  if (x > -5.551115123125783e-17 && x < 5.551115123125783e-17) return 1 + x;

  // x = (64 n + i) * log(2) / 64 + y, so e^x = 2^n * 2^(i/64) * e^y with |y| < 0.0055.
  const shifted: f64 = x * STEPS_PER_UNIT + ROUNDER;
  const steps: f64 = shifted - ROUNDER;
  const k: i32 = steps as i32;
  const y: f64 = x - steps * STEP - steps * STEP_TAIL;
  const i: i32 = k & 63;
  const y2: f64 = y * y;
  const y3: f64 = y * y2;
  const fifth: f64 = y3 * y2 * (0.008333368243348653 + 0.001388874731341548 * y);
  const third: f64 = y3 * (0.16666666666523347 + 0.04166666666952449 * y);
  const rest: f64 = third + (y + ROOT_TAILS[i] + fifth) + y2 * 0.4999999999999999;
  return scaled(ROOTS[i], rest, k >> 6);
}

/**
 * The natural logarithm; NaN below zero. Error below 0.51 ulp. Java's Math.log on x86-64 picks its table
 * entry by the processor's approximate reciprocal, this one by the exact quotient: up to ten answers in a
 * million differ, in the last place.
 */
export function log(x: f64): f64 {
  if (!(x > 0 && x < Infinity)) {
    if (x == 0) return -Infinity;
    return x > 0 ? x : NaN;
  }
  let k: i32 = 0;
  if (x < SMALLEST_NORMAL) {
    x *= TWO_128;
    k = -128;
  }
  const exponent: i32 = exponentOf(x);
  k += exponent;
  const m: f64 = x * power(-exponent);
  const i: i32 = nearestReciprocal(m);
  const r: f64 = reduced(m, i);

  // k * log(2) - log(B) + r as a rounded sum and its error, then the series of log(1 + r).
  const base: f64 = LOGS[i] + (k as f64) * LN2;
  const sum: f64 = base + r;
  const tail: f64 = (k as f64) * LN2_TAIL + LOG_TAILS[i];
  const r2: f64 = r * r;
  const odd: f64 = r2 * r2 * ((0.2 - 0.16666772842235003 * r) * r + 0.14285714285714285 * r * r2);
  const even: f64 = r2 * (-0.5 + 0.3333333333333333 * r - 0.25 * r2);
  return sum + (base - sum + r + tail + odd + even);
}

/**
 * x^y with the special cases of Java's Math.pow: 1 for y = 0, even of NaN; NaN for a NaN y, for |x| = 1 with
 * an infinite y, and for a negative x with a fractional y. Error below 0.52 ulp; squares are exact products,
 * as in Java.
 */
export function pow(x: f64, y: f64): f64 {
  if (y == 0) return 1;
  if (y == 2) return x * x;
  if (x != x || y != y) return NaN;
  const size: f64 = x < 0 ? -x : x;
  if (y == Infinity || y == -Infinity) {
    if (size == 1) return NaN;
    return size > 1 == y > 0 ? Infinity : 0;
  }
  const odd: bool = isOdd(y);
  if (size == 0 || size == Infinity) {
    const edge: f64 = (size == 0) == y > 0 ? 0 : Infinity;
    // 1 / x tells -0 from 0.
    return odd && (x < 0 || 1 / x < 0) ? -edge : edge;
  }
  if (x < 0 && !isWhole(y)) return NaN;
  const result: f64 = positivePower(size, y);
  return x < 0 && odd ? -result : result;
}

/** x^y = e^(y log x) for finite x > 0 and y, with log x and the product in two doubles each. */
function positivePower(x: f64, y: f64): f64 {
  let k: i32 = 0;
  if (x < SMALLEST_NORMAL) {
    x *= TWO_128;
    k = -128;
  }
  const exponent: i32 = exponentOf(x);
  k += exponent;
  const m: f64 = x * power(-exponent);
  const i: i32 = nearestReciprocal(m);
  const r: f64 = reduced(m, i);

  // The first terms of the series of log(1 + r) exactly or with their errors, the rest in one double.
  const square: f64 = r * r;
  const squareError: f64 = productError(r, r, square);
  const cube: f64 = r * square;
  const cubeError: f64 = productError(r, square, cube) + r * squareError;
  const third: f64 = cube * THIRD;
  const thirdError: f64 = productError(cube, THIRD, third) + cube * THIRD_TAIL + cubeError * THIRD;
  const rest: f64 =
    square *
    square *
    (-0.25 +
      r *
        (0.2 +
          r * (-1.0 / 6 + r * (1.0 / 7 + r * (-0.125 + r * (1.0 / 9 + r * (-0.1 + r / 11)))))));

  const base: f64 = LOGS[i] + (k as f64) * LN2; // exact
  const sum1: f64 = base + r;
  const half: f64 = 0.5 * square;
  const sum2: f64 = sum1 - half;
  const sum3: f64 = sum2 + third;
  const errors: f64 = base - sum1 + r + (sum1 - sum2 - half) + (sum2 - sum3 + third);
  const tail: f64 = (k as f64) * LN2_TAIL + LOG_TAILS[i];
  const low: f64 = errors + tail - 0.5 * squareError + thirdError + rest;
  const logHigh: f64 = sum3 + low;
  const logLow: f64 = sum3 - logHigh + low;

  const product: f64 = y * logHigh;
  if (product > 710) return Infinity;
  if (product < -746) return 0;
  if (product > -TWO_MINUS_60 && product < TWO_MINUS_60) return 1 + product;
  return expOfSum(product, productError(y, logHigh, product) + y * logLow);
}

/** e^(high + low), where low is below the last place of high. */
function expOfSum(high: f64, low: f64): f64 {
  const steps: f64 = high * STEPS_PER_UNIT + ROUNDER - ROUNDER;
  const k: i32 = steps as i32;
  const start: f64 = high - steps * STEP; // exact
  const tail: f64 = low - steps * STEP_TAIL;
  const y: f64 = start + tail;
  const yLow: f64 = start - y + tail;
  const i: i32 = k & 63;
  const series: f64 = 0.5 + y * (1.0 / 6 + y * (1.0 / 24 + y * (1.0 / 120 + y / 720)));
  return scaled(ROOTS[i], y + (y * y * series + (ROOT_TAILS[i] + yLow)), k >> 6);
}

/** root * (1 + rest) * 2^n for root in [1, 2) and a small rest, rounded once even if subnormal. */
function scaled(root: f64, rest: f64, n: i32): f64 {
  if (n >= -894 && n <= 1022) {
    const size: f64 = root * power(n);
    return size + size * rest;
  }
  const firstStep: i32 = n >> 1;
  const factor: f64 = power(firstStep);
  const unit: f64 = power(n - firstStep);
  const size: f64 = root * unit;
  const lost: i32 = -1022 - n; // bits of the root below the last place of the result
  if (lost > 52) return (size * rest + size) * factor;
  if (lost < 0) return (size * rest + size) * factor;
  // A part of the root that the result can hold, and what is below it.
  const kept: f64 = cleared(root, lost) * unit;
  const below: f64 = size * rest + (size - kept);
  const result: f64 = (below + kept) * factor;
  return result < SMALLEST_NORMAL ? below * factor + kept * factor : result;
}

/** value in [1, 2) with its lowest `bits` bits (at most 52) set to zero. */
function cleared(value: f64, bits: i32): f64 {
  if (bits == 0) return value;
  const whole: f64 = value * power(52 - bits);
  let rounded: f64 = whole + TWO_52 - TWO_52;
  if (rounded > whole) rounded -= 1;
  return rounded * power(bits - 52);
}

/** 2^n for n = -1024 .. 1023. */
function power(n: i32): f64 {
  return POWERS[n & 31] * POWERS_32[(n >> 5) + 32];
}

/** n with 2^n <= x < 2^(n + 1), for a normal x > 0. */
function exponentOf(x: f64): i32 {
  let n: i32 = x >= 1 ? 0 : -1024;
  for (let step: i32 = 512; step > 0; step >>= 1) {
    if (x >= power(n + step)) n += step;
  }
  return n;
}

/** i so that (128 + i) / 256 is nearest to 1 / m, for m in [1, 2). */
function nearestReciprocal(m: f64): i32 {
  return (((256 / m + 0.5) as i32) & 511) - 128;
}

/** m * (128 + i) / 256 - 1, exactly, for i = nearestReciprocal(m). */
function reduced(m: f64, i: i32): f64 {
  const reciprocal: f64 = ((128 + i) as f64) * 0.00390625;
  // The top eight bits of m and the others: each product is exact, and so is the sum.
  const head: f64 = ((((m * 128) as i32) & 255) as f64) * 0.0078125;
  return (m - head) * reciprocal + (head * reciprocal - 1);
}

/** a * b - product, exactly, where product is a * b rounded (Dekker); for factors below 2^970. */
function productError(a: f64, b: f64, product: f64): f64 {
  const scaledA: f64 = a * SPLITTER;
  const highA: f64 = scaledA - (scaledA - a);
  const lowA: f64 = a - highA;
  const scaledB: f64 = b * SPLITTER;
  const highB: f64 = scaledB - (scaledB - b);
  const lowB: f64 = b - highB;
  return lowA * lowB - (product - highA * highB - lowA * highB - highA * lowB);
}

function isWhole(y: f64): bool {
  const size: f64 = y < 0 ? -y : y;
  return size >= TWO_52 || size + TWO_52 - TWO_52 == size;
}

function isOdd(y: f64): bool {
  return isWhole(y) && !isWhole(0.5 * y);
}
