import 'server-only';
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Env } from '@/lib/shared/env';
import { Fault } from '@/lib/shared/errors';

type Settings = Pick<Env, 'ENTRA_CLIENT_SECRET' | 'ENTRA_CLIENT_CERTIFICATE'>;

/** How this server proves its identity to Entra, in MSAL’s form. */
export type Credential = { clientSecret: string } | { clientCertificate: { thumbprintSha256: string; privateKey: string } };

/** The secret or the certificate of the settings. Throws a Fault `bad-input` that names what the PEM file lacks. */
export function readCredential({ ENTRA_CLIENT_SECRET, ENTRA_CLIENT_CERTIFICATE }: Settings): Credential {
  if (ENTRA_CLIENT_CERTIFICATE !== undefined) return { clientCertificate: readCertificate(ENTRA_CLIENT_CERTIFICATE) };
  if (ENTRA_CLIENT_SECRET !== undefined) return { clientSecret: ENTRA_CLIENT_SECRET };
  throw lacks('ENTRA_CLIENT_SECRET', 'or ENTRA_CLIENT_CERTIFICATE is needed');
}

function readCertificate(file: string) {
  const pem = attempt(() => readFileSync(file, 'utf8'), 'names a file that cannot be read');
  // The constructor takes the first certificate of the file: the application's own, before those that signed it.
  const certificate = attempt(() => new X509Certificate(pem), 'has no certificate in it (BEGIN CERTIFICATE)');
  const key = attempt(() => createPrivateKey(pem), 'has no private key in it that opens without a password');
  if (key.asymmetricKeyType !== 'rsa') throw lacks('ENTRA_CLIENT_CERTIFICATE', 'has a key that is not RSA, which Entra refuses');
  if (!certificate.checkPrivateKey(key)) throw lacks('ENTRA_CLIENT_CERTIFICATE', 'has a key of another certificate');
  return {
    thumbprintSha256: certificate.fingerprint256.replaceAll(':', ''),
    privateKey: key.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}

function attempt<T>(work: () => T, lack: string): T {
  try {
    return work();
  } catch {
    throw lacks('ENTRA_CLIENT_CERTIFICATE', lack); // no cause: it could hold a part of the file
  }
}

const lacks = (setting: string, what: string) => new Fault('bad-input', `Wrong settings:\n  ${setting}: ${what}`);
