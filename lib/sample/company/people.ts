/** The people of Halden & Marsh, a maker of instruments that does not exist. */
import { guidOf, pick } from '../chance';

const DOMAIN = 'haldenmarsh';
export const DNS = 'corp.haldenmarsh.example';

const first = `anna ben carla david elif femke george hanna ivan jonas karin lars mira nils olga pavel quinn rosa stefan tomas
  uma victor wanda yara zoe arun bea chen dara emil`.split(/\s+/);
const last = `berg visser kowalski brown novak meyer okafor lindqvist patel rossi silva jansen murphy haddad keller fontaine
  larsen petrov tanaka walsh`.split(/\s+/);

export interface Account {
  domain: string;
  name: string;
  sid: string;
  upn: string;
  objectId: string;
}

export const system: Account = { domain: 'nt authority', name: 'system', sid: 'S-1-5-18', upn: '', objectId: '' };

/** An account of the company's directory. */
export function account(name: string): Account {
  const rid = 1100 + pick(60_000, 'rid', name);
  return {
    domain: DOMAIN,
    name,
    sid: `S-1-5-21-2734509112-1180034822-3390017244-${rid}`,
    upn: name.startsWith('svc-') ? '' : `${name}@${DNS.replace('corp.', '')}`,
    objectId: name.startsWith('svc-') ? '' : guidOf('object', name),
  };
}

/** The nth person: all first names before the last names repeat. */
export function person(n: number): Account {
  const given = first[n % first.length] ?? 'anna';
  const family = last[(n + Math.floor(n / first.length) * 7) % last.length] ?? 'berg';
  return account(n < first.length * last.length ? `${given}.${family}` : `${given}.${family}${n}`);
}
