import type { Metadata } from 'next';
import { answer } from '@/app/answer';
import { AuditScreen } from '@/components/audit/audit-screen';
import { Empty } from '@/components/ui/empty';
import type { AuditName } from '@/lib/audit/model';
import { readAuditNames } from '@/lib/auditing/read.server';
import { paths } from '@/lib/routes/paths';
import { now } from '@/lib/shared/clock';
import { Fault } from '@/lib/shared/errors';

export const metadata: Metadata = { title: 'Audit' };

export default async function Page() {
  const names = await answer(readOrRefused, paths.audit());
  if (typeof names !== 'string') return <AuditScreen names={names} now={now()} />;
  return (
    <Empty heading="h1" title="Only Leads read the audit">
      {names}
    </Empty>
  );
}

/** The people to filter by, or the words that tell a person without the role that they may not read the audit. */
async function readOrRefused(): Promise<AuditName[] | string> {
  try {
    return await readAuditNames();
  } catch (error) {
    if (error instanceof Fault && error.kind === 'forbidden') return error.message;
    throw error;
  }
}
