import { type Role, roleSchema } from './model';

/** From least to most. */
const ladder = roleSchema.options;

/** Whether `role` includes everything that `needed` may do. */
export function hasRole(role: Role, needed: Role): boolean {
  return ladder.indexOf(role) >= ladder.indexOf(needed);
}

/** The highest of our roles among those that Entra lists; undefined when none of them is ours. */
export function highestRole(listed: readonly string[]): Role | undefined {
  return ladder.findLast((role) => listed.includes(role));
}
