import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { generate } from 'selfsigned';
import { afterAll, expect, test } from 'vitest';
import { readCredential } from './credential.server';

const folder = mkdtempSync(path.join(tmpdir(), 'credential-'));
afterAll(() => rmSync(folder, { recursive: true }));

const made = (options: object) => generate([{ name: 'commonName', value: 'x' }], { algorithm: 'sha256', ...options });
const [one, two] = await Promise.all([made({ keySize: 2048 }), made({ keySize: 2048 })]);
const ec = await made({ keyType: 'ec' });

function read(text: string) {
  const file = path.join(folder, 'client.pem');
  writeFileSync(file, text);
  return readCredential({ ENTRA_CLIENT_CERTIFICATE: file });
}

test('a certificate and its key, in either order, with a chain behind or not', () => {
  const expected = {
    clientCertificate: {
      thumbprintSha256: expect.stringMatching(/^[\dA-F]{64}$/),
      privateKey: expect.stringMatching(/^-----BEGIN PRIVATE KEY-----/),
    },
  };
  for (const text of [`${one.cert}\n${one.private}`, `${one.private}\n${one.cert}\n${two.cert}`])
    expect(read(text)).toEqual(expected);
});

test('a secret is taken as it is', () => {
  expect(readCredential({ ENTRA_CLIENT_SECRET: 's' })).toEqual({ clientSecret: 's' });
});

test.each([
  ['no certificate', one.private, /no certificate/],
  ['no key', one.cert, /no private key/],
  ['the key of another', `${one.cert}\n${two.private}`, /key of another certificate/],
  ['a key that Entra refuses', `${ec.cert}\n${ec.private}`, /not RSA/],
  ['something else', 'hello', /no certificate/],
])('a file with %s is refused in words, without what is in it', (_, text, message) => {
  expect(() => read(text)).toThrow(expect.objectContaining({ kind: 'bad-input', message: expect.stringMatching(message) }));
});

test('a file that is not there', () => {
  const absent = path.join(folder, 'absent.pem');
  expect(() => readCredential({ ENTRA_CLIENT_CERTIFICATE: absent })).toThrow(/cannot be read/);
  expect(() => readCredential({ ENTRA_CLIENT_CERTIFICATE: absent })).not.toThrow(/absent/);
});
