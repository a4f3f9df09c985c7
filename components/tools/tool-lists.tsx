import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Value } from '@/components/ui/text';
import { formatCount } from '@/lib/shared/format';
import type { ToolProfile } from '@/lib/tool-profiles/model';
import classes from './tools.module.css';
import { relayWords, restWords, unusualWords } from './words';

/** The programs that the tool’s process hunts matched, first those that its facts do not name. */
export function Programs({ programs, hasFacts }: { programs: ToolProfile['programs']; hasFacts: boolean }) {
  if (programs.total === 0) return null;
  return (
    <section className={classes.list} aria-label="Programs">
      <h2>Programs</h2>
      <p className={classes.note}>
        {hasFacts
          ? 'The programs that its process hunts matched. Those that its facts do not name are marked.'
          : 'The programs that its process hunts matched.'}{' '}
        {restWords(programs)}
      </p>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">File</th>
            <th scope="col">Path</th>
            <NumberHead>Devices</NumberHead>
            <NumberHead>Events</NumberHead>
          </tr>
        </thead>
        <tbody>
          {programs.rows.map((program) => (
            <tr key={`${program.fileName}\n${program.folderPath}`}>
              <th scope="row">
                <Value text={program.fileName || '(no name)'} mono />
                <Unusual words={unusualWords(program)} />
              </th>
              <td>
                <Value text={program.folderPath} mono />
              </td>
              <td data-number>{formatCount(program.devices)}</td>
              <td data-number>{formatCount(program.events)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** The hosts that the tool talked to, first those that are not the vendor’s. */
export function Relays({ relays }: { relays: ToolProfile['relays'] }) {
  if (relays.total === 0) return null;
  return (
    <section className={classes.list} aria-label="Relays">
      <h2>Relays</h2>
      <p className={classes.note}>
        The hosts that it talked to, by address where the host’s name is not known. “By hunts” counts events that its network
        hunts matched, “by its programs” all connections by programs with its file names. {restWords(relays)}
      </p>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">Address</th>
            <th scope="col">Whose</th>
            <NumberHead>Devices</NumberHead>
            <NumberHead>By hunts</NumberHead>
            <NumberHead>By its programs</NumberHead>
          </tr>
        </thead>
        <tbody>
          {relays.rows.map((relay) => (
            <tr key={relay.address}>
              <th scope="row">
                <Value text={relay.address} mono />
              </th>
              <td>{relay.isVendors === false ? <Unusual words={relayWords(relay)} /> : <span>{relayWords(relay)}</span>}</td>
              <td data-number>{formatCount(relay.devices)}</td>
              <td data-number>{formatCount(relay.matched)}</td>
              <td data-number>{formatCount(relay.byPrograms)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

const NumberHead = ({ children }: { children: ReactNode }) => (
  <th scope="col" data-number>
    {children}
  </th>
);

/** Marks a value as unusual, with an icon and words. */
export function Unusual({ words }: { words: string | null }) {
  if (words === null) return null;
  return (
    <span className={classes.unusual}>
      <IconAlertTriangle size={14} stroke={1.75} aria-hidden />
      {words}
    </span>
  );
}
