/** People for tests, each in one request of their session. */
import type { PersonPrincipal } from './model';

const person = (name: string, role: PersonPrincipal['role']): PersonPrincipal => ({
  kind: 'person',
  sessionId: 's',
  user: `${name.toLowerCase()}@contoso.example`,
  name,
  role,
  accountId: null,
  scope: 'local',
  sameOrigin: true,
  clientAddress: null,
});

export const vic = person('Vic', 'Viewer');
export const ann = person('Ann', 'Analyst');
export const bob = person('Bob', 'Analyst');
export const lea = person('Lea', 'Lead');
