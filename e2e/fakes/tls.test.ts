import { execFile } from 'node:child_process';
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import https from 'node:https';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeTls, type Tls } from './tls';

let folder: string;
let tls: Tls;
let port: number;
let server: https.Server;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'tls-'));
  tls = await makeTls(path.join(folder, 'deep', 'er'));
  server = https.createServer({ cert: tls.cert, key: tls.key }, (_, response) => response.end('hello'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  port = typeof address === 'object' && address ? address.port : 0;
});
afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true });
});

/** What a Node process with these variables gets from the server. It is a new process, since Node reads NODE_EXTRA_CA_CERTS only when it starts. */
async function fetched(extra: Record<string, string>): Promise<string> {
  const script = `fetch('https://localhost:${port}').then(r => r.text()).then(console.log, e => console.log(e.cause.code))`;
  const { NODE_EXTRA_CA_CERTS: _, ...env } = process.env;
  const { stdout } = await promisify(execFile)(process.execPath, ['-e', script], { env: { ...env, ...extra } });
  return stdout.trim();
}

test('Node trusts the server once NODE_EXTRA_CA_CERTS names the authority, and only then', async () => {
  expect(await fetched({ NODE_EXTRA_CA_CERTS: tls.caFile })).toBe('hello');
  expect(await fetched({})).toMatch(/CERT|SIGNATURE/);
});

test('the client’s file holds an RSA certificate and the key that belongs to it', () => {
  const pem = readFileSync(tls.clientCertificateFile, 'utf8');
  const certificate = new X509Certificate(pem);
  expect(certificate.publicKey.asymmetricKeyType).toBe('rsa');
  expect(certificate.checkPrivateKey(createPrivateKey(pem))).toBe(true);
  expect(tls.clientCertificate).toContain('BEGIN CERTIFICATE');
});
