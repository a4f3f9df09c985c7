'use client';

import { toolColor } from '@/components/charts/tool-color';
import { DeviceNotes } from '@/components/notes/device-notes';
import { Value } from '@/components/ui/text';
import { Changes } from '@/components/verdicts/changes';
import { VerdictHistory } from '@/components/verdicts/history';
import type { DeviceLane } from '@/lib/devices/model';
import classes from './device.module.css';

/** What people know of a device: their notes, and how each tool's verdict came about. */
export function DeviceSide({ deviceId, lanes }: { deviceId: string; lanes: DeviceLane[] }) {
  const judged = lanes.filter(({ verdict }) => verdict.revision > 0 || verdict.by !== null);
  return (
    <aside className={classes.side} aria-label="Notes and verdicts">
      <DeviceNotes deviceId={deviceId} />
      <section aria-label="Verdicts">
        <h2>Verdicts</h2>
        {judged.length === 0 && <p className={classes.none}>Nobody has given a verdict on the tools of this device yet.</p>}
        {judged.map((lane) => (
          <section key={lane.toolSlug} aria-label={lane.tool}>
            <h3>
              <span className={classes.swatch} style={{ background: toolColor(lane.toolSlug) }} />
              <Value text={lane.tool} />
            </h3>
            <Changes verdict={lane.verdict} />
            <VerdictHistory subject={lane} />
          </section>
        ))}
      </section>
    </aside>
  );
}
