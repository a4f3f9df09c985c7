'use client';

import { DeviceFacts } from '@/components/devices/device-facts';
import { Lanes } from '@/components/devices/lanes';
import { Notices } from '@/components/ui/notices';
import { Value } from '@/components/ui/text';
import { Time } from '@/components/ui/time';
import { visibleText } from '@/components/ui/visible';
import { VerdictMark } from '@/components/verdicts/verdict-mark';
import type { Snapshot } from '@/lib/shared-links/model';
import { FrozenEvents } from './frozen-events';
import classes from './shared-links.module.css';

const nothing = () => undefined;

/** A device as it was: its facts, its tools, their verdicts, and the events that are kept. */
export function FrozenDevice({ snapshot: { device, events } }: { snapshot: Extract<Snapshot, { page: 'device' }> }) {
  const judged = device.lanes.filter(({ verdict }) => verdict.revision > 0);
  return (
    <>
      <p className={classes.question}>
        Device id <Value text={device.deviceId} mono />
      </p>
      <Notices notices={device.notices} />
      <DeviceFacts info={device.info} />
      {device.lanes.length === 0 ? (
        <p className={classes.question}>No remote-management tool was seen on this device in this window.</p>
      ) : (
        <Lanes device={device} tool={null} marked={null} asking={false} onTool={nothing} onZoom={nothing} onUndo={undefined} />
      )}
      {judged.length > 0 && (
        <section className={classes.verdicts} aria-label="Verdicts as they were">
          <h2>Verdicts, as they were</h2>
          <ul>
            {judged.map(({ toolSlug, tool, verdict }) => (
              <li key={toolSlug}>
                <strong>{visibleText(tool)}</strong> <VerdictMark verdict={verdict} /> {verdict.by !== null && `by ${verdict.by}`}{' '}
                {verdict.at !== null && <Time value={verdict.at} digits={0} />}
                {verdict.note !== '' && <p>{visibleText(verdict.note)}</p>}
              </li>
            ))}
          </ul>
        </section>
      )}
      <FrozenEvents events={events} title="Events" />
    </>
  );
}
