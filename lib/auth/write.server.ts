import 'server-only';
import type { z } from 'zod';
import type { AuditAction, AuditActor, AuditDeed } from '@/lib/audit/model';
import { record } from '@/lib/audit/record.server';
import { Fault } from '@/lib/shared/errors';
import { type Transaction, withTransaction } from '@/lib/store/database.server';
import type { Principal, Role } from './model';
import { requireSameOrigin } from './origin';
import { mayAs } from './role';

/** A change of the state: who may make it, how its input is parsed, what it does. docs/recipes/state-and-page.md shows how to add one. */
export interface Change<Input, Result> {
  action: AuditAction;
  /** The lowest role that may make it. */
  role: Role;
  input: z.ZodType<Input>;
  /** Makes the change, with statements on `tx` only. When it throws, all of them are undone. */
  run: (tx: Transaction, input: Input, principal: Principal) => Promise<Done<Result>>;
}

/** The result of a change, and the audit's words for it. */
interface Done<Result> extends Omit<AuditDeed, 'action'> {
  result: Result;
}

/**
 * The only way to change the state: checks the origin of a person's request and their role, parses the input, runs the change
 * and writes its audit entry in one transaction. `read` gives the input, and is called only for whoever may make the change.
 * Throws a Fault: `forbidden`, `bad-input` that names the field, or what the change throws, such as a `conflict`.
 */
export async function write<Input, Result>(
  principal: Principal,
  change: Change<Input, Result>,
  read: () => unknown,
): Promise<Result> {
  authorise(principal, change.role);
  const input = parseInput(change.input, await read());
  return await withTransaction(async (tx) => {
    const { result, ...said } = await change.run(tx, input, principal);
    await record(tx, actorOf(principal), { ...said, action: change.action });
    return result;
  });
}

/** Throws a Fault `forbidden` unless the principal's request is same-origin and its role is high enough. `write` begins with it. */
export function authorise(principal: Principal, needed: Role): void {
  if (principal.kind === 'person') requireSameOrigin(principal);
  requireRole(principal, needed);
}

/** Throws a Fault `forbidden` unless the principal's role is high enough: for what is read. */
export function requireRole(principal: Principal, needed: Role): void {
  if (mayAs(principal, needed)) return;
  throw new Fault(
    'forbidden',
    `This takes the role ${needed}; yours is ${actorOf(principal).role}. Whoever assigns roles here can change that.`,
  );
}

/** Records an act that changes no state, such as an export. Rejects when it cannot be recorded; the act must then not happen. */
export async function note(principal: Principal, deed: AuditDeed): Promise<void> {
  await withTransaction((tx) => record(tx, actorOf(principal), deed));
}

/** The principal as the audit names it. */
export function actorOf(principal: Principal): AuditActor {
  if (principal.kind === 'system') return { id: 'system', name: principal.name, role: null, clientAddress: null };
  const { user: id, name, role, clientAddress } = principal;
  return { id, name, role, clientAddress };
}

const MOST_NAMED = 5;

function parseInput<Input>(schema: z.ZodType<Input>, given: unknown): Input {
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const found = parsed.error.issues.map(({ path, message }): [string, string] => [path.join('.') || 'the body', message]);
  const told = found.slice(0, MOST_NAMED).map(([field, message]) => `${field}: ${message}`);
  if (found.length > MOST_NAMED) told.push(`and ${found.length - MOST_NAMED} more`);
  throw new Fault('bad-input', told.join('; '), { fields: Object.fromEntries(found) });
}
