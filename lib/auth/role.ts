import { type Role, roleSchema } from './model';

/** From least to most. */
const ladder = roleSchema.options;

/** Whether who has `role` may do what `needed` may. */
export function hasRole(role: Role, needed: Role): boolean {
  return ladder.indexOf(role) >= ladder.indexOf(needed);
}

/** The highest of the roles that Entra lists, which may hold others; undefined when ours are not among them. */
export function highestRole(listed: readonly string[]): Role | undefined {
  return ladder.findLast((role) => listed.includes(role));
}
