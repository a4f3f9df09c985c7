/** A certificate authority that lives for one run, and the certificates of the stand-ins and of the app. Azure's clients speak nothing but TLS. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { generate } from 'selfsigned';

export interface Tls {
  /** PEM of the stand-ins' certificate for localhost and its key. */
  cert: string;
  key: string;
  /** The authority's certificate as PEM, and the file that NODE_EXTRA_CA_CERTS can name. */
  ca: string;
  caFile: string;
  /** The app's own certificate for sign-in without a secret, and the PEM file that holds it with its key. */
  clientCertificate: string;
  clientCertificateFile: string;
}

const OWNER_ONLY = { mode: 0o600 };

/** Makes the certificates and writes the files into `folder`, which it makes where it is missing. */
export async function makeTls(folder: string): Promise<Tls> {
  const authority = await generate([{ name: 'commonName', value: 'RMM Sightings stand-ins' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
    ],
  });
  const server = await generate([{ name: 'commonName', value: 'localhost' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    ca: { key: authority.private, cert: authority.cert },
    extensions: [
      { name: 'basicConstraints', cA: false, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: [
          { type: 2, value: 'localhost' },
          { type: 7, ip: '127.0.0.1' },
        ],
      },
    ],
  });
  // Entra accepts a client's assertion only if an RSA key signed it.
  const client = await generate([{ name: 'commonName', value: 'rmm-sightings' }], { keySize: 2048, algorithm: 'sha256' });
  mkdirSync(folder, { recursive: true });
  const caFile = path.join(folder, 'ca.pem');
  const clientCertificateFile = path.join(folder, 'client.pem');
  writeFileSync(caFile, authority.cert);
  writeFileSync(clientCertificateFile, `${client.cert}\n${client.private}`, OWNER_ONLY);
  return {
    cert: server.cert,
    key: server.private,
    ca: authority.cert,
    caFile,
    clientCertificate: client.cert,
    clientCertificateFile,
  };
}
