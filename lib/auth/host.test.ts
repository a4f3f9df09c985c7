import { hostname } from 'node:os';
import { describe, expect, test } from 'vitest';
import { addressOf, isAllowedHost, ownAddress, publicAddress } from './host';

const local = { HOST: '127.0.0.1', PORT: 3000 };

test.each(['127.0.0.1:3000', 'localhost:3000', 'LocalHost:3000', '[::1]:3000', 'rmm-sightings.localhost:3000'])(
  'a loopback server answers to %s',
  (host) => {
    expect(isAllowedHost(host, local)).toBe(true);
  },
);

test.each([
  null,
  '',
  'evil.example:3000',
  'localhost.evil.example:3000',
  'evil.localhost:3000',
  'rmm-sightings.localhost:3001',
  'evil.example',
  '127.0.0.1',
  '127.0.0.1:3001',
  '127.0.0.1:3000@evil.example',
  'evil.example/127.0.0.1:3000',
  '127.0.0.1:3000, evil.example',
  '10.0.0.5:3000',
  '[::2]:3000',
  '0.0.0.0:3000',
  ':3000',
])('a loopback server does not answer to %s', (host) => {
  expect(isAllowedHost(host, local)).toBe(false);
});

test('a server with a name of its own answers to it as well', () => {
  const named = { HOST: 'hunts.corp.example', PORT: 80 };
  expect(isAllowedHost('hunts.corp.example', named)).toBe(true);
  expect(isAllowedHost('Hunts.Corp.Example:80', named)).toBe(true);
  expect(isAllowedHost('other.corp.example', named)).toBe(false);
  expect(isAllowedHost('[fe80::1]:3000', { HOST: 'fe80::1', PORT: 3000 })).toBe(true);
});

test.each(['0.0.0.0', '::'])('a server on %s takes addresses and this machine’s name, no other name', (HOST) => {
  const everywhere = { HOST, PORT: 3000 };
  for (const host of ['10.0.0.5:3000', '[fe80::1]:3000', 'localhost:8080', `${hostname()}:3000`]) {
    expect(isAllowedHost(host, everywhere), host).toBe(true);
  }
  for (const host of ['evil.example:3000', '10.0.0.5.evil.example', 'a10.0.0.5'])
    expect(isAllowedHost(host, everywhere), host).toBe(false);
});

test('the address printed can be opened on this machine', () => {
  expect(addressOf(local)).toBe('http://127.0.0.1:3000');
  expect(addressOf({ HOST: '0.0.0.0', PORT: 80 })).toBe('http://127.0.0.1:80');
  expect(addressOf({ HOST: '::1', PORT: 3000 })).toBe('http://[::1]:3000');
});

test('a server that only this machine reaches has a name of its own, where cookies go to no other program', () => {
  expect(ownAddress(local)).toBe('http://rmm-sightings.localhost:3000');
  expect(ownAddress({ ...local, PUBLIC_URL: 'http://rmm.localhost:3000' })).toBeUndefined();
  expect(ownAddress({ HOST: '0.0.0.0', PORT: 3000 })).toBeUndefined();
});

describe('a public address', () => {
  const behind = { ...local, PUBLIC_URL: 'https://rmm.example.com' };

  test('is what people are sent to, and is answered to with its port written out or not', () => {
    expect([publicAddress(behind), publicAddress(local)]).toEqual(['https://rmm.example.com', 'http://127.0.0.1:3000']);
    for (const host of ['rmm.example.com', 'RMM.example.com', 'rmm.example.com:443', '127.0.0.1:3000'])
      expect(isAllowedHost(host, behind), host).toBe(true);
    expect(isAllowedHost('rmm.example.com:8443', { ...local, PUBLIC_URL: 'https://rmm.example.com:8443' })).toBe(true);
  });

  test.each([
    'rmm.example.com:80',
    'rmm.example.com:8443',
    'evil.example',
    'rmm.example.com.evil.example',
    'x@rmm.example.com',
    'rmm.example.com/x',
    'rmm.example.com#',
    'rmm.example.com, evil.example',
  ])('does not make others ours: %s', (host) => {
    expect(isAllowedHost(host, behind)).toBe(false);
  });
});
