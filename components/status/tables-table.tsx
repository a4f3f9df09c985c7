import { IconAlertCircle, IconCircleCheck, IconCircleDashed, IconTableOff } from '@tabler/icons-react';
import { Time } from '@/components/ui/time';
import { visibleText } from '@/components/ui/visible';
import { useZone } from '@/components/ui/zone';
import { formatCount, zoneLabel } from '@/lib/shared/format';
import type { Instant } from '@/lib/shared/time';
import type { StatusReport } from '@/lib/sightings/model';
import classes from './status.module.css';
import { lagWords, stateWords, type TableState, tableState, unaskedWords } from './table-words';

const icons: Record<TableState, typeof IconCircleCheck> = {
  present: IconCircleCheck,
  empty: IconCircleDashed,
  missing: IconTableOff,
  broken: IconAlertCircle,
};

/** Each table of telemetry: whether it is there, how much of it and how fresh, and which hunts need it. */
export function TablesTable({ report: { tables } }: { report: StatusReport }) {
  const { zone } = useZone();
  const unasked = unaskedWords(tables);
  return (
    <section aria-label="Tables">
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">Table</th>
            <th scope="col">State</th>
            <th scope="col" className={classes.number}>
              Rows
            </th>
            <th scope="col">First event, {zoneLabel(zone)}</th>
            <th scope="col">Newest event, {zoneLabel(zone)}</th>
            <th scope="col" className={classes.number}>
              Hunts that need it
            </th>
            <th scope="col">Brought by</th>
          </tr>
        </thead>
        <tbody>
          {tables.map((table) => (
            <tr key={table.name}>
              <th scope="row">{visibleText(table.name)}</th>
              <td>
                <State table={table} />
              </td>
              <td className={classes.number}>{table.present && table.fault === null ? formatCount(table.rows) : <None />}</td>
              <td>
                <When value={table.firstEvent} />
              </td>
              <td>
                <When value={table.lastEvent} />
                {table.lagSeconds !== null && <span className={classes.lag}>{lagWords(table.lagSeconds)}</span>}
              </td>
              <td className={classes.number}>{formatCount(table.hunts)}</td>
              <td className={classes.connectors}>{table.connectors.map(visibleText).join(', ') || <None />}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {unasked && (
        <p className={classes.unasked}>
          <IconTableOff size={16} stroke={1.75} aria-hidden />
          {unasked}
        </p>
      )}
    </section>
  );
}

function State({ table }: { table: StatusReport['tables'][number] }) {
  const state = tableState(table);
  const Icon = icons[state];
  return (
    <>
      <span className={classes.state} data-state={state}>
        <Icon size={16} stroke={1.75} aria-hidden />
        {stateWords[state]}
      </span>
      {table.fault !== null && <div className={classes.why}>{visibleText(table.fault)}</div>}
    </>
  );
}

function When({ value }: { value: Instant | null }) {
  return value === null ? <None /> : <Time value={value} />;
}

function None() {
  return (
    <span className={classes.none}>
      –<span className="sr-only">none</span>
    </span>
  );
}
