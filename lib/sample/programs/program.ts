/** A program as its rows show it: where it lies, what its version information says, who signed it. */
import { hexOf, pick } from '../chance';

export interface Certificate {
  signer: string;
  issuer: string;
  serial: string;
  /** Microsoft signs its certificate's root. */
  microsoft: boolean;
}

export interface Program {
  /** Full path, with `{user}` for who runs it. */
  path: string;
  company: string;
  product: string;
  version: string;
  description: string;
  originalName: string;
  size: number;
  sha1: string;
  sha256: string;
  md5: string;
  certificate: Certificate | null;
}

export const fileOf = (path: string) => path.slice(Math.max(path.lastIndexOf('\\'), path.lastIndexOf('/')) + 1);

export function certificate(signer: string, issuer = 'DigiCert Trusted G4 Code Signing RSA4096 SHA384 2021 CA1'): Certificate {
  return { signer, issuer, serial: hexOf('md5', 'serial', signer), microsoft: false };
}
const microsoft: Certificate = {
  signer: 'Microsoft Windows',
  issuer: 'Microsoft Windows Production PCA 2011',
  serial: '33000004855ff9a4b2e5b5b1c9000000000485',
  microsoft: true,
};

/** A program; `more` where it is not signed as its company, or was renamed. */
export function program(
  path: string,
  company: string,
  product: string,
  version: string,
  description: string,
  more: Partial<Pick<Program, 'certificate' | 'originalName'>> = {},
): Program {
  const originalName = more.originalName ?? fileOf(path);
  const identity = `${originalName}\0${company}\0${version}`; // the same file wherever it lies
  return {
    path,
    company,
    product,
    version,
    description,
    originalName,
    size: 20_000 + pick(40_000_000, 'size', identity),
    sha1: hexOf('sha1', identity),
    sha256: hexOf('sha256', identity),
    md5: hexOf('md5', identity),
    certificate: more.certificate === undefined ? defaultCertificate(company) : more.certificate,
  };
}

function defaultCertificate(company: string): Certificate | null {
  if (company === 'Microsoft Corporation') return microsoft;
  return company === '' || company.startsWith('(') ? null : certificate(company);
}
