import { describe, expect, it } from 'vitest';
import { frameToImages, imagesToFrame } from '../../src/imaging/index.js';
import { someImages } from './files/bytes.js';

describe('imagesToFrame', () => {
  it('makes a row of an image and a column of a pixel', () => {
    const frame = imagesToFrame(someImages(2, 2, 1), { labels: [9, 3] });
    expect(frame.names).toEqual(['C1', 'C2', 'C3']);
    expect(frame.toRows()).toEqual([
      { C1: 11, C2: 48, C3: '9' },
      { C1: 85, C2: 122, C3: '3' },
    ]);
    expect(frame.column('C3')).toMatchObject({ domain: ['3', '9'] });
  });

  it('names columns as it is told', () => {
    const frame = imagesToFrame(someImages(1, 2, 1), {
      names: ['a', 'b'],
      labels: [1],
      labelName: 'y',
    });
    expect(frame.names).toEqual(['a', 'b', 'y']);
  });

  it('refuses names and labels of another number', () => {
    expect(() => imagesToFrame(someImages(1, 2, 1), { names: ['a'] })).toThrow('2 names');
    expect(() => imagesToFrame(someImages(1, 2, 1), { labels: [1, 2] })).toThrow('1 labels');
  });

  it('is undone by frameToImages', () => {
    const images = someImages(3, 3, 2, 2);
    const doubles = { ...images, data: Float64Array.from(images.data) };
    expect(frameToImages(imagesToFrame(images), { width: 3, height: 2, channels: 2 })).toEqual(
      doubles,
    );
    expect(frameToImages(imagesToFrame(doubles), { width: 3, height: 2, channels: 2 })).toEqual(
      doubles,
    );
  });
});

describe('frameToImages', () => {
  it('refuses columns that are missing, no numbers, or have NA', () => {
    const frame = imagesToFrame(someImages(1, 2, 1), { labels: [1] });
    expect(() => frameToImages(frame, { width: 2, height: 1, names: ['C1', 'C4'] })).toThrow(
      'got text "C4"',
    );
    expect(() => frameToImages(frame, { width: 3, height: 1 })).toThrow('numbers for column C3');
    const { values } = frame.column('C1');
    (values as Float32Array)[0] = NaN;
    expect(() => frameToImages(frame, { width: 2, height: 1 })).toThrow('finite');
  });
});
