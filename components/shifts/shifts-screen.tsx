'use client';

import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from '@/components/ui/link';
import { Loading } from '@/components/ui/loading';
import { useMe } from '@/components/ui/me';
import { PageHeader } from '@/components/ui/page-header';
import { Problem } from '@/components/ui/problem';
import { visibleText } from '@/components/ui/visible';
import { useZone } from '@/components/ui/zone';
import { ChangeFailure } from '@/components/writes/change-failure';
import { paths } from '@/lib/routes/paths';
import { formatInstant, formatLength, zoneLabel } from '@/lib/shared/format';
import { toMs } from '@/lib/shared/time';
import type { Shift, ShiftsPage } from '@/lib/shifts/model';
import { useSetShifts, useShifts } from './queries';
import { dayNames, ShiftFields } from './shift-fields';
import classes from './shifts.module.css';

const MOST_NEXT = 6;

/** The team’s shifts. A Lead sets them; everybody can read them. */
export function ShiftsScreen() {
  const { data, error, refetch } = useShifts();
  return (
    <>
      <PageHeader title="Shifts">
        “New since last shift” and handovers begin with the shift. Times are of the shift’s own zone, and follow its clocks when
        they change. <Link href={paths.webhooks()}>Webhooks</Link> can tell of a handover that nobody accepts.
      </PageHeader>
      <div className={classes.body}>
        {error && !data && <Problem error={error} retry={() => refetch()} />}
        {!error && !data && <Loading what="Reading the shifts…" rows={3} height={56} />}
        {data && <Defined key={data.revision} page={data} />}
      </div>
    </>
  );
}

function Defined({ page }: { page: ShiftsPage }) {
  const { role } = useMe();
  const { zone } = useZone();
  return (
    <>
      {role === 'Lead' ? <ShiftsForm page={page} /> : <ShiftsList shifts={page.shifts} />}
      {page.next.length > 0 && (
        <section aria-label="Next shifts">
          <strong>Next</strong>
          <ol className={classes.next}>
            {page.next.slice(0, MOST_NEXT).map(({ name, from, to }) => (
              <li key={`${name} ${from}`}>
                {visibleText(name)}: {formatInstant(from, zone, 0)} – {formatInstant(to, zone, 0)} {zoneLabel(zone)},{' '}
                {formatLength((toMs(to) - toMs(from)) / 1000)}
              </li>
            ))}
          </ol>
        </section>
      )}
    </>
  );
}

function ShiftsList({ shifts }: { shifts: Shift[] }) {
  if (shifts.length === 0) return <p>No shifts are defined: the shift is the last 12 hours. A Lead can define them here.</p>;
  return (
    <ul>
      {shifts.map(({ name, days, from, to, zone }) => (
        <li key={`${name} ${from}`}>
          {visibleText(name)}: {from} to {to} {zone}, {days.map((day) => dayNames[day - 1]).join(', ')}
        </li>
      ))}
    </ul>
  );
}

interface Row {
  key: number;
  shift: Shift;
}

function ShiftsForm({ page }: { page: ShiftsPage }) {
  const [rows, setRows] = useState<Row[]>(() => page.shifts.map((shift, key) => ({ key, shift })));
  const [changed, setChanged] = useState(false);
  const change = useSetShifts(() => setChanged(false));
  const set = (next: Row[]) => {
    setRows(next);
    setChanged(true);
  };
  const add = (...shifts: Shift[]) => {
    const first = Math.max(-1, ...rows.map(({ key }) => key)) + 1;
    set([...rows, ...shifts.map((shift, i) => ({ key: first + i, shift }))]);
  };
  const fields = Object.entries(change.failure?.fields ?? {});
  const faultsOf = (at: number) =>
    Object.fromEntries(
      fields.flatMap(([path, fault]) => {
        const [, index, name] = path.split('.');
        return Number(index) === at && name !== undefined ? [[name, fault]] : [];
      }),
    );
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        change.run({ shifts: rows.map(({ shift }) => shift), ifRevision: page.revision });
      }}
    >
      {rows.length === 0 && <p>No shifts are defined: the shift is the last 12 hours.</p>}
      {rows.map(({ key, shift }, i) => (
        <ShiftFields
          key={key}
          shift={shift}
          faults={faultsOf(i)}
          onChange={(next) => set(rows.map((row) => (row.key === key ? { key, shift: next } : row)))}
          onRemove={() => set(rows.filter((row) => row.key !== key))}
        />
      ))}
      {change.failure && (
        <ChangeFailure
          failure={change.failure}
          retry={change.retry}
          current={() => <span>Reload the page, look at the shifts as they are now, and change those.</span>}
        />
      )}
      <div className={classes.actions}>
        <Button
          variant="default"
          leftSection={<IconPlus size={14} aria-hidden />}
          onClick={() => add(shiftOf('', '08:00', '16:00'))}
        >
          Add a shift
        </Button>
        {rows.length === 0 && (
          <Button
            variant="default"
            onClick={() =>
              add(shiftOf('Early', '06:00', '14:00'), shiftOf('Late', '14:00', '22:00'), shiftOf('Night', '22:00', '06:00'))
            }
          >
            Three shifts of 8 hours
          </Button>
        )}
        <Button type="submit" disabled={!changed} loading={change.isPending}>
          Save the shifts
        </Button>
      </div>
    </form>
  );
}

function shiftOf(name: string, from: string, to: string): Shift {
  return { name, days: [1, 2, 3, 4, 5, 6, 7], from, to, zone: new Intl.DateTimeFormat().resolvedOptions().timeZone };
}
