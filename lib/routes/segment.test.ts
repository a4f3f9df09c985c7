import { expect, test } from 'vitest';
import { decodeSegment, readSegment, writeSegment } from './segment';

test('an id of Defender stands as it is', () => {
  expect(writeSegment('0a'.repeat(20))).toBe('0a'.repeat(20));
});

test.each(['..', '.', 'a/b', 'a\\b', 'a.rsc', '%', '%2e%2e', '~x', '~', '', 'ü\u0000\u202e', '\ufeffx', '?x=#y', 'a b'])(
  '%j makes a segment that no router or browser takes for anything else',
  (id) => {
    const segment = writeSegment(id);
    expect(segment).toMatch(/^~[A-Za-z0-9_-]*$/);
    expect(new URL(`http://x/devices/${segment}/events`).pathname).toBe(`/devices/${segment}/events`);
    expect(decodeURIComponent(segment)).toBe(segment);
    expect(readSegment(segment)).toBe(id);
  },
);

test('a segment that somebody else wrote is the id itself', () => {
  for (const segment of ['ws-1.corp', '~not base64', '~YQ==', '~4pi', '..']) expect(readSegment(segment)).toBe(segment);
  expect(['%zz', '%', 'a%20b'].map(decodeSegment)).toEqual(['%zz', '%', 'a b']);
});
