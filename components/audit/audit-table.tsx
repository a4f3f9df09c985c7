import { PageTable } from '@/components/ui/page-table';
import { Time } from '@/components/ui/time';
import { visibleText } from '@/components/ui/visible';
import { type AuditEntry, actionWords } from '@/lib/audit/model';
import classes from './audit.module.css';
import { AuditDetail } from './audit-detail';
import { Named } from './named';

/** The entries. For a verdict and an exclusion the detail says what was before and after. */
export function AuditTable({ entries, names }: { entries: AuditEntry[]; names: Readonly<Record<string, string>> }) {
  return (
    <PageTable headings={['Time', 'Who', 'Role', 'From', 'Action', 'Subject', 'Detail']}>
      {entries.map(({ id, at, actor, action, subject, detail }) => (
        <tr key={id}>
          <td className={classes.time}>
            <Time value={at} digits={0} />
          </td>
          <td className={classes.who}>
            <bdi>{visibleText(actor.name)}</bdi>
            {actor.id !== actor.name && <bdi className={classes.small}>{visibleText(actor.id)}</bdi>}
          </td>
          <td>{actor.role ?? <span className={classes.none}>the server</span>}</td>
          <td className={classes.from}>{actor.clientAddress ?? <span className={classes.none}>–</span>}</td>
          <th scope="row" className={classes.action}>
            {actionWords(action)}
          </th>
          <td className={classes.subject}>
            <bdi>
              <Named text={subject} names={names} />
            </bdi>
          </td>
          <td className={classes.detail}>
            <AuditDetail detail={detail} names={names} />
          </td>
        </tr>
      ))}
    </PageTable>
  );
}
