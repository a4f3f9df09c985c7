import { expect, test } from 'vitest';
import { allowedTarget, readAllowed } from './allowed';

const allow = (setting: string, url: string) => allowedTarget(readAllowed(setting).targets, new URL(url)) !== undefined;

test.each([
  ['hooks.slack.com', 'https://hooks.slack.com/services/T/B/x', true],
  ['hooks.slack.com', 'https://HOOKS.slack.com:443/x', true],
  ['hooks.slack.com', 'https://hooks.slack.com:8443/x', false],
  ['hooks.slack.com:8443', 'https://hooks.slack.com:8443/x', true],
  ['hooks.slack.com', 'http://hooks.slack.com/x', false],
  ['hooks.slack.com', 'https://hooks.slack.com.evil.example/x', false],
  ['hooks.slack.com', 'https://evil.example/hooks.slack.com', false],
  ['hooks.slack.com', 'https://hooks.slack.com@evil.example/x', false],
  ['hooks.slack.com', 'https://user:pass@hooks.slack.com/x', false],
  ['*.logic.azure.com', 'https://prod-1.westeurope.logic.azure.com:443/workflows/x', true],
  ['*.logic.azure.com', 'https://logic.azure.com/x', false],
  ['*.logic.azure.com', 'https://evillogic.azure.com/x', false],
  ['https://hooks.slack.com/services/T1', 'https://hooks.slack.com/services/T1/B/x', true],
  ['https://hooks.slack.com/services/T1', 'https://hooks.slack.com/services/T12/B/x', false],
  ['https://hooks.slack.com/services/T1/', 'https://hooks.slack.com/services/T1/../T2/x', false],
  ['https://hooks.slack.com/services/T1', 'https://hooks.slack.com/services/T1/..%2fT2/x', false],
  ['https://hooks.slack.com/services/T1', 'https://hooks.slack.com/services/T1/..%5CT2/x', false],
  ['hooks.slack.com', 'https://hooks.slack.com/a%2fb', true],
  ['http://127.0.0.1:9000', 'http://127.0.0.1:9000/x', true],
  ['http://127.0.0.1:9000', 'http://127.0.0.1:9001/x', false],
  ['http://[::1]:9000', 'http://[::1]:9000/x', true],
  ['a.example, b.example  private:c.example', 'https://c.example/', true],
])('%s: %s %s', (setting, url, expected) => {
  expect(allow(setting, url)).toBe(expected);
});

test.each([
  'http://hooks.slack.com',
  'https://user@hooks.slack.com',
  'https://hooks.slack.com/x?sig=1',
  'ftp://hooks.slack.com',
  '*',
  '*.com',
  '*.127.0.0.1',
  'hooks.*.com',
  'private:127.0.0.1',
  'https://',
])('%s is refused, with itself in the reason', (entry) => {
  const { targets, faults } = readAllowed(`ok.example ${entry}`);
  expect(targets.map(({ text }) => text)).toEqual(['ok.example']);
  expect(faults).toEqual([expect.stringContaining(entry)]);
});
