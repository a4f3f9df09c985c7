import { IconAlertTriangle, IconCircleCheck, IconClock, IconExclamationCircle } from '@tabler/icons-react';
import { Time } from '@/components/ui/time';
import { visibleText } from '@/components/ui/visible';
import { counted } from '@/lib/shared/format';
import type { Delivery, Webhook } from '@/lib/webhooks/model';
import classes from './webhooks.module.css';
import { deliveryWords } from './words';

const icons = { sent: IconCircleCheck, failed: IconExclamationCircle, pending: IconClock } as const;

/** The last message of a webhook, what waits, and on demand the messages before. */
export function Deliveries({ webhook: { deliveries, waiting, fault, paused } }: { webhook: Webhook }) {
  const [last, ...earlier] = deliveries;
  return (
    <div className={classes.deliveries}>
      {fault !== null && (
        <p className={classes.delivery} data-state="failed">
          <IconAlertTriangle size={15} stroke={1.75} aria-hidden />
          <span>{visibleText(fault)}</span>
        </p>
      )}
      {last === undefined ? <p className={classes.note}>Nothing was sent yet.</p> : <Line delivery={last} />}
      {waiting > 0 && !paused && (
        <p className={classes.note}>
          {counted(waiting, 'alert')} {waiting === 1 ? 'waits' : 'wait'} for the next message.
        </p>
      )}
      {earlier.length > 0 && (
        <details>
          <summary>{counted(earlier.length, 'message')} before</summary>
          {earlier.map((delivery) => (
            <Line key={delivery.id} delivery={delivery} />
          ))}
        </details>
      )}
    </div>
  );
}

function Line({ delivery }: { delivery: Delivery }) {
  const { state, at, alerts, nextAt, reason } = delivery;
  const isLate = state === 'pending' && reason !== null;
  const Icon = isLate ? IconAlertTriangle : icons[state];
  return (
    <p className={classes.delivery} data-state={isLate ? 'late' : state}>
      <Icon size={15} stroke={1.75} aria-hidden />
      <span>
        <Time value={at} digits={0} />, {counted(alerts, 'alert')}: {visibleText(deliveryWords(delivery))}
        {isLate && (
          <>
            {' '}
            Next: <Time value={nextAt} digits={0} />
          </>
        )}
      </span>
    </p>
  );
}
