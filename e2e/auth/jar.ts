/** The cookies of one browser, as routes see them through Next's `cookies()`. */
import type { Cookie } from '@/lib/auth/cookies';

export class Jar {
  readonly held = new Map<string, Cookie>();

  get = (name: string) => this.held.get(name);
  getAll = () => [...this.held.values()];

  set = (cookie: Cookie): void => {
    if (cookie.maxAge === 0) this.held.delete(cookie.name);
    else this.held.set(cookie.name, cookie);
  };

  /** A second browser with the same cookies. */
  copy(): Jar {
    const jar = new Jar();
    for (const cookie of this.getAll()) jar.set(cookie);
    return jar;
  }
}
