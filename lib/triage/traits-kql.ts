/** The KQL that collects the traits of sightings: what a later look at the same sighting is compared with. Pure. */
import { accountKql } from '@/lib/catalogue/sweep-kql';
import { kqlString } from '@/lib/kql/quote';
import { accountOf, type Signal, signalFacts, tableOfSignal } from '@/lib/tables/tables';
import { type TraitName, traitNames } from './model';

/** A trait with more values than this is not compared: which values it has says nothing. */
export const MAX_VALUES = 100;
/** Longer values were written to be long; their beginning is compared. */
const MAX_LENGTH = 300;
/** Numbers, ids and hashes differ from start to start, so they do not count in the shape of a command line. */
const CHANGING = '[0-9a-f]{8,}|[0-9]+';
/** The profile’s owner does not count in a path: the account is a trait of its own. */
const PROFILE = '\\\\users\\\\[^\\\\]+\\\\';

const lowerOf = (column: string) => `substring(tolower(${column}), 0, ${MAX_LENGTH})`;

/** Vendors number their relays: `router15.teamviewer.com`. Ids of an instance, such as `instance-a1b2c3-relay`, are not numbers. */
const NUMBERED = '([a-z]{3,})[0-9]+([.-])';

/** KQL for the text of a trait; null where the table has no such column. */
function traitKql(trait: TraitName, signal: Signal): string | null {
  const { attributes } = signalFacts[signal];
  const account = accountOf(tableOfSignal[signal]);
  const [path] = attributes.path;
  const [command] = attributes.commandLine;
  const [url] = attributes.remoteUrl;
  const [address] = attributes.remoteIp;
  const [hash] = attributes.hash;
  const [signer] = attributes.signer;
  switch (trait) {
    case 'account':
      return account && `tolower(${accountKql(account)})`;
    case 'path':
      return path ? `replace_regex(${lowerOf(path)}, ${kqlString(PROFILE)}, '/users/*/')` : null;
    case 'hash':
      return hash ? lowerOf(hash) : null;
    case 'signer':
      return signer ? lowerOf(signer) : null;
    case 'remote': // a relay of a known name may have any address
      return url && address
        ? `iff(isempty(${url}), ${lowerOf(address)}, replace_regex(${lowerOf(url)}, ${kqlString(NUMBERED)}, ${kqlString('\\1#\\2')}))`
        : null;
    case 'commandLine':
      return command ? `replace_regex(${lowerOf(command)}, ${kqlString(CHANGING)}, '#')` : null;
  }
}

/** The traits that a table has. */
export const traitsOf = (signal: Signal): TraitName[] => traitNames.filter((trait) => traitKql(trait, signal) !== null);

/** On top of a judged source: a set of values for each trait by device and `judgedBy`; one more than `MAX_VALUES` says “too many”. */
export function traitsKql(source: string, signal: Signal, judgedBy: string): string {
  const sets = traitsOf(signal).map((trait) => `${trait} = make_set(${traitKql(trait, signal)}, ${MAX_VALUES + 1})`);
  return `${source}\n| summarize ${sets.join(', ')} by DeviceId, ${judgedBy}`;
}
