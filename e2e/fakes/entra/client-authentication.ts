/** An application proves who it is by its secret, or by an assertion that the key of its certificate signed. */
import { createHash, X509Certificate } from 'node:crypto';
import { decodeProtectedHeader, importX509, jwtVerify, type ProtectedHeaderParameters } from 'jose';
import { AadFault } from './faults';
import { type App, apps } from './tenant';

const ASSERTION = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/** Throws an AadFault where the application is unknown or its proof is wrong. `certificate` is the registered certificate as PEM. */
export async function authenticate(form: URLSearchParams, audience: string, certificate: string): Promise<App> {
  const app = knownApp(form.get('client_id'));
  const [secret, assertion] = [form.get('client_secret'), form.get('client_assertion')];
  if (secret !== null) {
    if (secret !== app.secret)
      throw refused(
        7000215,
        `Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, for a secret added to app '${app.clientId}'.`,
      );
    return app;
  }
  if (assertion === null || form.get('client_assertion_type') !== ASSERTION)
    throw refused(7000218, "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.");
  await verifyAssertion(assertion, app, audience, certificate);
  return app;
}

export function knownApp(clientId: string | null): App {
  const app = apps.find((each) => each.clientId === clientId?.toLowerCase());
  if (!app)
    throw new AadFault(
      'unauthorized_client',
      700016,
      `Application with identifier '${clientId}' was not found in the directory 'Contoso'.`,
    );
  return app;
}

async function verifyAssertion(assertion: string, app: App, audience: string, certificate: string): Promise<void> {
  const header = headerOf(assertion);
  if (!isThumbprintOf(header, certificate))
    throw refused(700027, 'The certificate with identifier used to sign the client assertion is not registered on application.');
  const { alg } = header;
  if (alg !== 'RS256' && alg !== 'PS256')
    throw refused(5002730, `Invalid JWT token. Unsupported key for the signing algorithm ${alg}.`);
  try {
    const key = await importX509(certificate, alg);
    await jwtVerify(assertion, key, {
      algorithms: [alg],
      audience,
      issuer: app.clientId,
      subject: app.clientId,
      requiredClaims: ['exp', 'jti'],
      clockTolerance: 300, // Entra's five minutes; MSAL rounds its `nbf` up by half a second
    });
  } catch (error) {
    throw refused(50012, `Assertion failed validation: ${error instanceof Error ? error.message : error}`);
  }
}

function headerOf(assertion: string): ProtectedHeaderParameters & Record<string, unknown> {
  try {
    return { ...decodeProtectedHeader(assertion) };
  } catch {
    throw refused(50027, 'JWT token is invalid or malformed.');
  }
}

function isThumbprintOf(header: Record<string, unknown>, certificate: string): boolean {
  const { raw } = new X509Certificate(certificate);
  const thumbprint = (algorithm: string) => createHash(algorithm).update(raw).digest('base64url');
  return header['x5t#S256'] === thumbprint('sha256') || header.x5t === thumbprint('sha1');
}

const refused = (number: number, text: string) => new AadFault('invalid_client', number, text, { status: 401 });
