/** Exclusions to fill in, one for each usual good use of remote tools. Pure. */
import { type FormNode, type GroupNode, newCondition, newGroup } from './form';

export interface Template {
  key: string;
  title: string;
  /** When the template fits. */
  when: string;
  name: string;
  reason: string;
  make: (zone: string) => GroupNode;
}

const group = (join: GroupNode['join'], ...nodes: FormNode[]) => newGroup(join, nodes);

/** `zone`: the person’s time zone, in which hours are written. */
export const templates: readonly Template[] = [
  {
    key: 'admin',
    title: 'An administrator',
    when: 'A known account works from a known address, such as the help desk’s.',
    name: 'Administrators of the help desk',
    reason: 'The help desk manages devices with this tool.',
    make: () =>
      group(
        'any',
        newCondition({ column: 'account', op: 'in~' }),
        newCondition({ column: 'sessionIp', op: 'ipv4_is_in_any_range' }),
      ),
  },
  {
    key: 'maintenance',
    title: 'Scheduled maintenance',
    when: 'A job runs at set hours and is known by its command line.',
    name: 'Scheduled maintenance',
    reason: 'A job runs at these hours: cleaning of logs, defragmentation.',
    make: (zone) =>
      group(
        'all',
        newCondition({ column: 'commandLine', op: 'contains', text: 'maintenance' }),
        newCondition({ column: 'hours', op: 'hours', hours: { days: [6, 7], from: '01:00', to: '05:00', zone } }),
      ),
  },
  {
    key: 'network',
    title: 'IT’s addresses or the firewall’s administrator',
    when: 'Network devices are set up from IT’s own ranges, or by one account.',
    name: 'Administration of firewalls',
    reason: 'IT sets up firewalls remotely.',
    make: () =>
      group(
        'any',
        newCondition({ column: 'remoteIp', op: 'ipv4_is_in_any_range', text: '10.0.0.0/8' }),
        newCondition({ column: 'account', op: '=~', text: 'firewall_admin' }),
      ),
  },
  {
    key: 'patches',
    title: 'Deployment of patches',
    when: 'A deployment tool starts the program, or its script stands in a known folder.',
    name: 'Deployment of patches',
    reason: 'Patches are deployed with this tool.',
    make: () =>
      group(
        'any',
        newCondition({ column: 'commandLine', op: 'contains', text: 'patch_deployer.exe' }),
        newCondition({ column: 'parent', op: '=~', text: 'patch_deployer.exe' }),
      ),
  },
  {
    key: 'monitoring',
    title: 'Monitoring',
    when: 'A monitoring system checks the health of some devices.',
    name: 'Health checks',
    reason: 'Monitoring checks the health of these devices.',
    make: () =>
      group(
        'all',
        newCondition({ column: 'deviceGroup', op: '=~' }),
        newCondition({ column: 'commandLine', op: 'contains', text: 'health' }),
      ),
  },
];
