'use client';

import { Value } from '@/components/ui/text';
import { Time } from '@/components/ui/time';
import { visibleText } from '@/components/ui/visible';
import type { DeviceDetail } from '@/lib/devices/model';
import { counted } from '@/lib/shared/format';
import classes from './device.module.css';
import { cellsOf, factsOf } from './facts';

/** The few facts that identify a device, and every other one on demand. */
export function DeviceFacts({ info }: { info: DeviceDetail['info'] }) {
  if (info === null) return <p className={classes.unknown}>DeviceInfo has no row of this device: only its events are known.</p>;
  const cells = [...cellsOf(info)];
  const types = new Map(info.columns.map(({ name, type }) => [name, type]));
  const asOf = info.row[info.columns.findIndex(({ name }) => name === 'Timestamp')];
  return (
    <section aria-label="What is known of this device" className={classes.about}>
      <dl className={classes.facts}>
        {factsOf(info).map(({ name, values }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              {values.map((value) => (
                <Value key={value} text={value} />
              ))}
            </dd>
          </div>
        ))}
      </dl>
      <details className={classes.all}>
        <summary>
          All {counted(cells.length, 'filled field')}
          {typeof asOf === 'string' && (
            <span className={classes.asOf}>
              as reported <Time value={asOf} digits={0} />
            </span>
          )}
        </summary>
        <dl>
          {cells.map(([name, value]) => (
            <div key={name}>
              <dt>{visibleText(name)}</dt>
              <dd>
                {types.get(name) === 'datetime' && typeof value === 'string' ? (
                  <Time value={value} digits={7} />
                ) : (
                  <bdi>{visibleText(String(value))}</bdi>
                )}
              </dd>
            </div>
          ))}
        </dl>
      </details>
    </section>
  );
}
