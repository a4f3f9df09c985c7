import { expect, test } from 'vitest';
import { readAllowed } from '@/lib/shared/allowed';
import { addressKind, whyNotTo } from './address';

test.each([
  ['8.8.8.8', 'public'],
  ['2606:4700::1111', 'public'],
  ['10.1.2.3', 'own'],
  ['172.31.255.255', 'own'],
  ['192.168.0.1', 'own'],
  ['100.64.0.1', 'own'],
  ['fd12::1', 'own'],
  ['127.8.8.8', 'loopback'],
  ['::1', 'loopback'],
  ['0.0.0.0', 'never'],
  ['::', 'never'],
  ['169.254.169.254', 'never'],
  ['fe80::1', 'never'],
  ['fe80::1%eth0', 'never'],
  ['fd00:ec2::254', 'never'],
  ['168.63.129.16', 'never'],
  ['100.100.100.200', 'never'],
  ['224.0.0.1', 'never'],
  ['255.255.255.255', 'never'],
  ['ff02::1', 'never'],
  // IPv4 within IPv6: mapped, NAT64, 6to4, and the old compatible form.
  ['::ffff:169.254.169.254', 'never'],
  ['::ffff:a00:1', 'own'],
  ['::ffff:127.0.0.1', 'loopback'],
  ['::ffff:8.8.8.8', 'public'],
  ['64:ff9b::a9fe:a9fe', 'never'],
  ['64:ff9b::10.0.0.1', 'own'],
  ['2002:7f00:1::', 'loopback'],
  ['::127.0.0.1', 'never'],
  ['2001:0:1::1', 'never'],
  ['not an address', 'never'],
])('%s is %s', (address, kind) => {
  expect(addressKind(address)).toBe(kind);
});

test.each([
  ['hooks.example', '8.8.8.8', true],
  ['hooks.example', '10.0.0.1', false],
  ['hooks.example', '127.0.0.1', false],
  ['*.example.com', '192.168.1.1', false],
  ['private:hooks.example', '10.0.0.1', true],
  ['private:hooks.example', '127.0.0.1', false],
  ['private:hooks.example', '169.254.169.254', false],
  ['https://10.0.0.1', '10.0.0.1', true],
  ['https://169.254.169.254', '169.254.169.254', false],
  ['http://localhost:9000', '127.0.0.1', true],
  ['http://localhost:9000', '10.0.0.1', false],
])('an entry %s lets a message go to %s: %s', (entry, address, may) => {
  const [target] = readAllowed(entry).targets;
  expect(target && whyNotTo(address, target) === null).toBe(may);
});
