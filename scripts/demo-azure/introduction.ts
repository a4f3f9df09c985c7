import { people } from '@/e2e/fakes/entra/tenant';
import type { Fakes } from '@/e2e/fakes/start';
import type { DemoSettings } from './settings';

interface Shown extends Pick<DemoSettings, 'ENGINE' | 'WORKSPACES' | 'APP'> {
  address: string;
  fakes: Pick<Fakes, 'entra' | 'logAnalytics' | 'graph' | 'caFile'>;
}

/** What the demo prints, so that a person can look around. */
export function introduction({ address, ENGINE, WORKSPACES, APP, fakes }: Shown): string {
  const who = people.map(({ displayName, roles, consents }) => {
    const role = roles.length > 0 ? roles.join(', ') : 'no role';
    return `  ${displayName.padEnd(16)}${role}${consents ? '' : ', refuses consent'}`;
  });
  const asks =
    ENGINE === 'defender' ? `Defender, by Graph (${fakes.graph.endpoint})` : `Log Analytics (${fakes.logAnalytics.endpoint})`;
  return [
    '',
    `Open ${address} and choose who you are; there are no passwords:`,
    ...who,
    '',
    `It asks ${asks}${ENGINE === 'defender' ? '' : `, workspaces ${WORKSPACES.join(', ')}`}, as the application “${APP}”.`,
    `Sign-in is at ${fakes.entra.authority}, whose certificate your browser does not know:`,
    `go on past its warning, or trust ${fakes.caFile} for as long as you look.`,
    'Others: ENGINE=defender, WORKSPACES=contoso,throttled, APP=quota. Ctrl+C ends all.',
    '',
  ].join('\n');
}
