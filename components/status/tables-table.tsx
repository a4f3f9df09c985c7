import { IconAlertCircle, IconCircleCheck, IconCircleDashed, IconTableOff } from '@tabler/icons-react';
import { External } from '@/components/links/external';
import { PageTable } from '@/components/ui/page-table';
import { Time } from '@/components/ui/time';
import { visibleText } from '@/components/ui/visible';
import { useZone } from '@/components/ui/zone';
import type { EngineName } from '@/lib/engines/model';
import { formatCount, zoneLabel } from '@/lib/shared/format';
import type { Instant } from '@/lib/shared/time';
import type { StatusReport } from '@/lib/status/model';
import { connectorName, howToBring } from './connector-words';
import classes from './status.module.css';
import { isUnmissed, lagOf, lagWords, stateWords, type TableState, tableState, unaskedWords, withinWords } from './table-words';

const icons: Record<TableState, typeof IconCircleCheck> = {
  present: IconCircleCheck,
  empty: IconCircleDashed,
  missing: IconTableOff,
  broken: IconAlertCircle,
};

/** All tables: whether each is there, how much it holds, how fresh it is, and how many hunts need it. */
export function TablesTable({ report: { tables, engine, connectorLinks } }: { report: StatusReport }) {
  const { zone } = useZone();
  const unasked = unaskedWords(tables);
  const unmissed = tables.filter(isUnmissed).map(({ name }) => name);
  // If only recent rows are counted, the first of them says nothing about the table.
  const hasFirst = tables.every(({ within }) => within === null);
  return (
    <section aria-label="Tables" className={classes.tables}>
      <PageTable
        headings={[
          'Table',
          'State',
          { words: 'Rows', look: 'number' },
          ...(hasFirst ? [`First event, ${zoneLabel(zone)}`] : []),
          `Newest event, ${zoneLabel(zone)}`,
          { words: 'Hunts that need it', look: 'number' },
          'Data connector',
        ]}
      >
        {tables
          .filter((table) => !isUnmissed(table))
          .map((table) => (
            <tr key={table.name}>
              <th scope="row">
                {visibleText(table.name)}
                {table.present && table.timeColumn === 'TimeGenerated' && (
                  <span
                    className={classes.timed}
                    data-tip="This table has no Timestamp, so its events carry the time at which they arrived"
                  >
                    by TimeGenerated
                  </span>
                )}
              </th>
              <td>
                <State table={table} engine={engine} links={connectorLinks} />
              </td>
              <td data-number>
                {table.present && table.fault === null ? `${formatCount(table.rows)}${withinWords(table.within)}` : <None />}
              </td>
              {hasFirst && (
                <td>
                  <When value={table.firstEvent} />
                </td>
              )}
              <td>
                <When value={table.lastEvent} />
                {table.lagSeconds !== null && (
                  <span className={classes.lag} data-lag={lagOf(table.lagSeconds)}>
                    {lagWords(table.lagSeconds)}
                  </span>
                )}
              </td>
              <td data-number>{formatCount(table.hunts)}</td>
              <td className={classes.connectors}>{table.connectors.map(connectorName).join(', ') || <None />}</td>
            </tr>
          ))}
      </PageTable>
      {unmissed.length > 0 && <p className={classes.unmissed}>Not there, and needed by no hunt: {unmissed.join(', ')}.</p>}
      {unasked && (
        <p className={classes.unasked}>
          <IconTableOff size={16} stroke={1.75} aria-hidden />
          {unasked}
        </p>
      )}
    </section>
  );
}

interface StateProps {
  table: StatusReport['tables'][number];
  engine: EngineName;
  links: StatusReport['connectorLinks'];
}

function State({ table, engine, links: { sentinel, streaming } }: StateProps) {
  const state = tableState(table);
  const how = howToBring({ ...table, state }, engine);
  const Icon = icons[state];
  return (
    <>
      <span className={classes.state} data-state={state}>
        <Icon size={16} stroke={1.75} aria-hidden />
        {stateWords[state]}
      </span>
      {table.fault !== null && <div className={classes.why}>{visibleText(table.fault)}</div>}
      {how !== null && (
        <div className={classes.why}>
          {how}
          {engine === 'log-analytics' && (
            <span className={classes.links}>
              {sentinel !== null && <External href={sentinel}>Sentinel’s data connectors</External>}
              {streaming !== null && <External href={streaming}>Defender’s streaming settings</External>}
            </span>
          )}
        </div>
      )}
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
