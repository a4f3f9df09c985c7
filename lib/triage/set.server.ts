import 'server-only';
import { z } from 'zod';
import type { Principal } from '@/lib/auth/model';
import { type Change, write } from '@/lib/auth/write.server';
import { Fault } from '@/lib/shared/errors';
import { isSampleUser } from '@/lib/shared/sample-people';
import { nextTriageRevision } from '@/lib/store/triage-revision.server';
import { keyOf, keyText, type SightingKey } from './key';
import { type Known, readKnown } from './known.server';
import { type VerdictChanges, type VerdictInput, verdictInput } from './model';
import type { VerdictRow } from './row';
import { conflictOf, readHeld, type Step, signed, storeSteps, verdictDeed } from './steps.server';

/** Hashes of what the telemetry says of the decided sightings, by `keyText`; `traits` is null where it could not be read. */
const knownSchema = z.object({ traits: z.record(z.string(), z.array(z.string())).nullable(), notices: z.array(z.string()) });

type ChangeInput = VerdictInput & { known: Known };

const setVerdicts: Change<ChangeInput, VerdictChanges> = {
  action: 'verdict.set',
  role: 'Analyst',
  input: verdictInput.extend({ known: knownSchema }),
  run: async (tx, input, principal) => {
    const changed = await nextTriageRevision(tx);
    const items = input.items.map((item) => ({ ...item, ...keyOf(item) }));
    requireDistinct(items);
    const held = await readHeld(tx, items);
    const now = items.map((item) => ({ ...item, row: held.get(keyText(item)) }));
    const stale = now.filter(({ ifRevision, row }) => ifRevision !== undefined && ifRevision !== (row?.revision ?? 0));
    if (stale.length > 0) throw conflictOf(stale);
    const steps = now.map(({ tool, row, ...key }): Step => {
      const after = { ...identity(key), tool: row?.tool ?? tool, ...decide(row, input, keyText(key), principal) };
      return { before: row, after, because: null };
    });
    const kept = await storeSteps(tx, steps, changed);
    const { note, owner, ticket, reviewAt } = input;
    return {
      result: { ...kept, notices: input.known.notices },
      ...verdictDeed(input.verdict, kept, { note, owner, ticket, reviewAt }),
    };
  },
};

/**
 * `POST /api/verdicts`: decides sightings, all or none. What the telemetry of the last 30 days says of them is read first, so that
 * what comes later stands out. Throws Faults as `write`, and `conflict` with what is held now where an `ifRevision` is not current.
 */
export function changeVerdicts(
  principal: Principal,
  read: () => Promise<unknown>,
  signal?: AbortSignal,
): Promise<VerdictChanges> {
  return write(principal, setVerdicts, async () => {
    const body = await read();
    const parsed = verdictInput.safeParse(body);
    if (!parsed.success) return body; // `write` names what is wrong with it
    return { ...parsed.data, known: await readKnown(principal, parsed.data, signal) };
  });
}

const identity = ({ toolSlug, deviceId, workspace }: SightingKey): SightingKey => ({ toolSlug, deviceId, workspace });

function requireDistinct(keys: SightingKey[]): void {
  if (new Set(keys.map(keyText)).size === keys.length) return;
  throw new Fault('bad-input', 'items: a sighting is named twice.', { fields: { items: 'a sighting is named twice' } });
}

/** A decision has its own note and review date; the owner and the ticket stay until they are changed. */
function decide(before: VerdictRow | undefined, input: ChangeInput, key: string, principal: Principal) {
  const { verdict: value, known } = input;
  const author = signed(principal);
  // What a person decides must not rest on words of the sample shift, which goes.
  const earlier = before && isSampleUser(before.byId) && !isSampleUser(author.byId) ? undefined : before;
  const same = earlier?.value === value ? earlier : undefined;
  const { note = same?.note ?? '', reviewAt = same?.reviewAt ?? null, ticket = earlier?.ticket ?? null } = input;
  // Whoever decides first takes it on, unless they name somebody.
  const { owner = earlier?.owner ?? (value === 'new' ? null : author.by) } = input;
  const traits = known.traits && [...new Set([...(before?.known ?? []), ...(known.traits[key] ?? [])])];
  return { value, owner, note, ticket, reviewAt, known: traits, revision: (before?.revision ?? 0) + 1, ...author };
}
