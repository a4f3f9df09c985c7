/** The one value of an event that tells most about it. Pure. */
import type { DeviceEvent } from '@/lib/sightings/model';

export interface EventWords {
  text: string;
  /** What a copy button copies. */
  label: 'command line' | 'remote address' | 'signer';
}

export function eventWords({ signal, columns }: Pick<DeviceEvent, 'signal' | 'columns'>): EventWords {
  const first = (...names: string[]) => {
    const value = names.map((name) => columns[name]).find((cell) => cell !== undefined && cell !== null && cell !== '');
    return value === undefined ? '' : String(value);
  };
  if (signal === 'process') return { text: first('ProcessCommandLine', 'FileName'), label: 'command line' };
  if (signal === 'signature') return { text: first('Signer', 'Issuer', 'SHA1'), label: 'signer' };
  const [host, port] = [first('RemoteUrl', 'RemoteIP'), first('RemotePort')];
  return { text: port === '' ? host : `${host}:${port}`, label: 'remote address' };
}
