import { type Principal, type Role, roleSchema } from './model';

/** From least to most. */
const ladder = roleSchema.options;

/** Whether `role` includes everything that `needed` may do. */
export function hasRole(role: Role, needed: Role): boolean {
  return ladder.indexOf(role) >= ladder.indexOf(needed);
}

/**
 * Whether a principal may do what takes the role `needed`; the server itself may do everything. For a change whose outcome depends on
 * it: what an Analyst proposes is in force at once when a Lead does it.
 */
export function mayAs(principal: Principal, needed: Role): boolean {
  return principal.kind === 'system' || hasRole(principal.role, needed);
}

/** The highest of our roles among those that Entra lists; undefined when none of them is ours. */
export function highestRole(listed: readonly string[]): Role | undefined {
  return ladder.findLast((role) => listed.includes(role));
}
