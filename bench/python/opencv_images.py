"""The effects of `augment` by OpenCV and numpy, an image at a time: bytes, the effect with given draws, bytes. See ../imaging/opencv.mjs.

    opencv_images.py IMAGES DRAWS EFFECT OUT SIDE COUNT

Prints the milliseconds of CPU for COUNT images and writes them to OUT. OpenCV's cubic kernel is another one than CImg's, so turned and bent
images are not the same.
"""

import sys
import time

import cv2
import numpy as np

ZERO = {"borderMode": cv2.BORDER_CONSTANT, "borderValue": 0}
LAPLACE = np.array([[0, -1, 0], [-1, 4, -1], [0, -1, 0]], np.float32)


def turned(image, angle):
    height, width = image.shape
    matrix = cv2.getRotationMatrix2D(((width - 1) / 2, (height - 1) / 2), -angle, 1)
    return cv2.warpAffine(image, matrix, (width, height), flags=cv2.INTER_CUBIC, **ZERO)


def bent(image, ax, ay, lx, ly, px, py):
    height, width = image.shape
    x = np.arange(width, dtype=np.float32)
    y = np.arange(height, dtype=np.float32)
    u = (ax * np.sin(2 * np.pi * y / lx + px)).astype(np.float32)
    v = (ay * np.sin(2 * np.pi * x / ly + py)).astype(np.float32)
    return cv2.remap(image, x[None, :] - u[:, None], y[:, None] - v[None, :], cv2.INTER_CUBIC, **ZERO)


def shifted(image, dx, dy):
    height, width = image.shape
    matrix = np.array([[1, 0, dx], [0, 1, dy]], np.float32)
    return cv2.warpAffine(image, matrix, (width, height), flags=cv2.INTER_NEAREST, **ZERO)


def square(size):
    return np.ones((int(size), int(size)), np.uint8)


def eroded(image, size):
    # The window of an even size reaches to the right and down.
    anchor = (int(size) - 1) // 2
    return cv2.erode(image, square(size), anchor=(anchor, anchor))


def dilated(image, size):
    anchor = int(size) // 2
    return cv2.dilate(image, square(size), anchor=(anchor, anchor))


def sharpened(image, amplitude):
    slope = cv2.filter2D(image, cv2.CV_32F, LAPLACE, borderType=cv2.BORDER_REPLICATE)
    steepest = np.abs(slope).max()
    if steepest == 0:
        return image
    return np.clip(image + slope * (amplitude / steepest), image.min(), image.max())


def contrasted(v):
    v = np.where(v < 128, v - 16, v)
    v = np.where(v < 0, 0, v)
    v = np.where(v > 200, v + 8, v)
    v = np.where(v > 150, v + 8, v)
    v = np.where(v > 100, v + 8, v)
    return np.where(v > 255, 255, v)


def matched(image, reference):
    have = np.sort(image, axis=None)
    wanted = np.sort(reference, axis=None)
    h = (have.size - 1) * (np.searchsorted(have, image, side="right") / have.size)
    return np.interp(h, np.arange(wanted.size), wanted)


def sharpen_step(image, original, u1, u2):
    if u1 < 0.8:
        image = sharpened(image, 55)
    return contrasted(image) if u2 < 0.3 else matched(image, original)


def rotate(image, d):
    if abs(d[0]) <= 1:
        return image
    original = image.astype(np.float32)
    return sharpen_step(turned(original, d[0]), original, d[1], d[2])


def warp(image, d):
    original = image.astype(np.float32)
    return sharpen_step(bent(original, *d[:6]), original, d[6], d[7])


def bold(image, d):
    return np.maximum(image, shifted(image, d[0], d[1]))


def thick(image, d):
    if d[11] < 0.2:
        return bold(image, d[12:14])
    if d[11] < 0.4:
        return dilated(image, d[14])
    return eroded(image, d[15]) if d[11] < 0.6 else image


def everything(image, d):
    original = image.astype(np.float32)
    turns, bends = abs(d[0]) > 1, d[1] < 0.5
    image = turned(original, d[0]) if turns else original
    if bends:
        image = bent(image, *d[2:8])
    if d[8] < 0.5:
        image = shifted(image, d[9], d[10])
    image = thick(image, d)
    return sharpen_step(image, original, d[16], d[17]) if turns or bends else image


EFFECTS = {
    "rotate": rotate,
    "warp": warp,
    "shift": lambda image, d: shifted(image, d[0], d[1]),
    "bold": bold,
    "dilate": lambda image, d: dilated(image, d[0]),
    "erode": lambda image, d: eroded(image, d[0]),
    "erodedilate": lambda image, d: eroded(image, d[2]) if d[0] < 0.5 else dilated(image, d[1]),
    "all": everything,
}


def as_bytes(image):
    if image.dtype == np.uint8:
        return image
    return np.clip(np.floor(image + 0.5), 0, 255).astype(np.uint8)


def main():
    images_path, draws_path, name, out_path, side, count = sys.argv[1:]
    cv2.setNumThreads(1)
    pixels = np.fromfile(images_path, np.uint8).reshape(-1, int(side), int(side))
    draws = np.fromfile(draws_path, np.float64).reshape(len(pixels), -1).tolist()
    pixels = pixels[: int(count)]
    made = np.empty_like(pixels)
    effect = EFFECTS[name]
    start = time.process_time()
    for i, image in enumerate(pixels):
        made[i] = as_bytes(effect(image, draws[i]))
    print((time.process_time() - start) * 1000)
    made.tofile(out_path)


main()
