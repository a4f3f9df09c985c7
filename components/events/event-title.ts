/** What an event is, in a few words: the file, the remote end or the signer. Pure. */
import type { DeviceEvent } from '@/lib/devices/model';

export function eventTitle({ signal, columns, table }: DeviceEvent): string {
  const text = (...names: string[]) => {
    for (const name of names) {
      const value = columns[name];
      if (typeof value === 'string' && value !== '') return value;
    }
    return '';
  };
  const acting = text('InitiatingProcessFileName');
  const titles = {
    process: text('FileName', 'FolderPath'),
    network: [acting, text('RemoteUrl', 'RemoteIP')].filter((part) => part !== '').join(' → '),
    signature: text('Signer', 'Issuer', 'SHA1'),
  };
  return titles[signal] || `${text('ActionType')} in ${table}`.trim();
}
