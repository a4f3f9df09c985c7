import type { DeviceEvent } from '@/lib/devices/model';
import { accountOf, actionOf, commandOf, initiatorOf, whatOf } from './event-words';

/** What a plain table says of an event beside its time: on paper, and in a frozen link. Command lines are whole there. */
export const plainColumns: { name: string; text: (event: DeviceEvent) => string; isLong?: true }[] = [
  { name: 'Action', text: actionOf },
  { name: 'What', text: whatOf },
  { name: 'Tools', text: ({ tools }) => tools.join(', ') },
  { name: 'Account', text: accountOf },
  { name: 'Command line', text: commandOf, isLong: true },
  { name: 'Initiating process', text: initiatorOf },
  { name: 'ReportId', text: ({ reportId }) => reportId ?? '' },
];
