// The effects of `augment` with CImg, an image at a time: bytes, CImg<double>, the effect with given draws, bytes. See ../imaging/cimg.mjs.
//   cimg_images IMAGES DRAWS EFFECT OUT SIDE EFFECT_NUMBER SEED
// IMAGES: squares of bytes; DRAWS: doubles, as many for each image. Prints the milliseconds of CPU of all images and writes them to OUT.
#include <CImg.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

using Picture = cimg_library::CImg<double>;

static const double PI = 3.141592653589793;

static std::vector<unsigned char> read(const char* path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

// Philox4x32-10, a word per pixel: the noise that docs/imaging.md describes. 1 where it is below p.
static Picture marks(int side, std::uint64_t seed, std::uint32_t stream, std::uint32_t image, double p) {
  Picture made(side, side);
  for (int i = 0; i < side * side; i += 4) {
    std::uint32_t c[4] = {std::uint32_t(i / 4), stream, image, 0};
    std::uint32_t k0 = std::uint32_t(seed), k1 = std::uint32_t(seed >> 32);
    for (int round = 0; round < 10; round++, k0 += 0x9e3779b9u, k1 += 0xbb67ae85u) {
      const std::uint64_t a = 0xd2511f53ull * c[0], b = 0xcd9e8d57ull * c[2];
      c[0] = std::uint32_t(b >> 32) ^ c[1] ^ k0;
      c[1] = std::uint32_t(b);
      c[2] = std::uint32_t(a >> 32) ^ c[3] ^ k1;
      c[3] = std::uint32_t(a);
    }
    for (int j = 0; j < 4 && i + j < side * side; j++) made[i + j] = (c[j] >> 8) / 16777216.0 < p;
  }
  return made;
}

static Picture turned(const Picture& image, double angle, int interpolation) {
  const Picture all = image.get_rotate(float(angle), interpolation, 0);
  const int left = int(std::floor((all.width() - image.width()) / 2.0));
  const int top = int(std::floor((all.height() - image.height()) / 2.0));
  return all.get_crop(left, top, left + image.width() - 1, top + image.height() - 1);
}

// draws: ax, ay, lx, ly, px, py
static Picture bent(const Picture& image, const double* draws) {
  const int w = image.width(), h = image.height();
  std::vector<float> u(h), v(w);
  for (int y = 0; y < h; y++) u[y] = float(draws[0] * std::sin(2 * PI * y / draws[2] + draws[4]));
  for (int x = 0; x < w; x++) v[x] = float(draws[1] * std::sin(2 * PI * x / draws[3] + draws[5]));
  cimg_library::CImg<float> field(w, h, 1, 2);
  cimg_forXY(field, x, y) {
    field(x, y, 0, 0) = u[y];
    field(x, y, 0, 1) = v[x];
  }
  return image.get_warp(field, 1, 2, 0);
}

// CImg has no matching of histograms by quantiles.
static Picture matched(const Picture& image, const Picture& reference) {
  const double n = double(image.size());
  std::vector<double> wanted(reference.begin(), reference.end()), have(image.begin(), image.end());
  std::sort(wanted.begin(), wanted.end());
  std::sort(have.begin(), have.end());
  Picture made(image);
  cimg_for(made, value, double) {
    const double share = double(std::upper_bound(have.begin(), have.end(), *value) - have.begin()) / n;
    // As R has it, which counts from 1 and does not weigh neighbours that are equal.
    const double index = 1 + (n - 1) * share, lower = std::floor(index), f = index - lower;
    const double low = wanted[size_t(lower) - 1], high = wanted[size_t(std::ceil(index)) - 1];
    *value = low == high ? low : (1 - f) * low + f * high;
  }
  return made;
}

static void contrast(Picture& image) {
  cimg_for(image, value, double) {
    double v = *value;
    if (v < 128) v -= 16;
    if (v < 0) v = 0;
    if (v > 200) v += 8;
    if (v > 150) v += 8;
    if (v > 100) v += 8;
    if (v > 255) v = 255;
    *value = v;
  }
}

static void sharpenStep(Picture& image, const Picture& original, const double* u) {
  if (u[0] < 0.8) image.sharpen(55);
  if (u[1] < 0.3) contrast(image);
  else image = matched(image, original);
}

static void bold(Picture& image, const double* step) {
  image.max(image.get_shift(int(step[0]), int(step[1]), 0, 0, 0));
}

// draws: length, vertical, angle
static void scratch(Picture& image, Picture noise, const double* draws) {
  noise *= 255;
  const int length = int(draws[0]);
  if (draws[1] != 0) noise.dilate(1, length);
  else noise.dilate(length, 1);
  image.max(turned(noise, draws[2], 1));
}

static void blotch(Picture& image, Picture noise, const double* size) {
  noise *= 255;
  image.min(255 - noise.dilate(int(size[0])));
}

// draws: angle, u_warp, waves (6), u_shift, shift (2), u_thick, bold (2), dilate_size, erode_size, sharpen (2)
static void all(Picture& image, const double* d) {
  const Picture original(image);
  const bool turns = std::fabs(d[0]) > 1, bends = d[1] < 0.5;
  if (turns) image = turned(image, d[0], 2);
  if (bends) image = bent(image, d + 2);
  if (d[8] < 0.5) image.shift(int(d[9]), int(d[10]), 0, 0, 0);
  if (d[11] < 0.2) bold(image, d + 12);
  else if (d[11] < 0.4) image.dilate(int(d[14]));
  else if (d[11] < 0.6) image.erode(int(d[15]));
  if (turns || bends) sharpenStep(image, original, d + 16);
}

int main(int count, char** arguments) {
  if (count != 8) return 2;
  const std::vector<unsigned char> bytes = read(arguments[1]), raw = read(arguments[2]);
  const std::string effect = arguments[3];
  const int side = std::atoi(arguments[5]), size = side * side;
  const std::uint32_t number = std::uint32_t(std::atoi(arguments[6])) * 256;
  const std::uint64_t seed = std::strtoull(arguments[7], nullptr, 10);
  const size_t images = bytes.size() / size;
  const double* draws = reinterpret_cast<const double*>(raw.data());
  const size_t perImage = raw.size() / sizeof(double) / images;

  const std::clock_t start = std::clock();
  // A call of `augment` takes memory for what it makes, too. Not filled before.
  const std::unique_ptr<unsigned char[]> out(new unsigned char[bytes.size()]);
  for (size_t n = 0; n < images; n++) {
    const double* d = draws + n * perImage;
    Picture image(side, side);
    for (int i = 0; i < size; i++) image[i] = bytes[n * size + i];
    const auto noise = [&](int kind, double p) {
      return marks(side, seed, number + kind, std::uint32_t(n), p);
    };
    if (effect == "shift") image.shift(int(d[0]), int(d[1]), 0, 0, 0);
    else if (effect == "bold") bold(image, d);
    else if (effect == "dilate") image.dilate(int(d[0]));
    else if (effect == "erode") image.erode(int(d[0]));
    else if (effect == "erodedilate" && d[0] < 0.5) image.erode(int(d[2]));
    else if (effect == "erodedilate") image.dilate(int(d[1]));
    else if (effect == "rotate" && std::fabs(d[0]) > 1) {
      const Picture original(image);
      image = turned(image, d[0], 2);
      sharpenStep(image, original, d + 1);
    } else if (effect == "warp") {
      const Picture original(image);
      image = bent(image, d);
      sharpenStep(image, original, d + 6);
    } else if (effect == "scratches") scratch(image, noise(1, d[0]), d + 1);
    else if (effect == "blotches") blotch(image, noise(2, d[0]), d + 1);
    else if (effect == "all" || effect == "all2") all(image, d);
    if (effect == "all2" && d[18] < 0.25) scratch(image, noise(1, d[19]), d + 20);
    else if (effect == "all2" && d[18] < 0.5) blotch(image, noise(2, d[24]), d + 25);
    for (int i = 0; i < size; i++) {
      const double level = image[i] + 0.5;
      out[n * size + i] = level >= 255 ? 255 : level > 0 ? (unsigned char)level : 0;
    }
  }
  std::printf("%.3f\n", double(std::clock() - start) * 1000 / CLOCKS_PER_SEC);
  std::ofstream(arguments[4], std::ios::binary).write(reinterpret_cast<char*>(out.get()), bytes.size());
}
