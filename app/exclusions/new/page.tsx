import type { Metadata } from 'next';
import { answer, searchOf } from '@/app/answer';
import { EditorScreen } from '@/components/exclusions/editor-screen';
import { requirePrincipal } from '@/lib/auth/session.server';
import { parseSeed } from '@/lib/exclusions/params';
import { schemaOf } from '@/lib/kql/schemas';
import { paths } from '@/lib/routes/paths';
import { now } from '@/lib/shared/clock';
import { signals, tableOfSignal } from '@/lib/tables/tables';

export const metadata: Metadata = { title: 'New exclusion' };

/** The columns of the hunted tables, by name. */
function columnsOfTables(): string[] {
  const names = signals.flatMap((signal) => schemaOf(tableOfSignal[signal])?.columns.map(({ name }) => name) ?? []);
  return [...new Set(names)].sort();
}

export default async function Page({ searchParams }: PageProps<'/exclusions/new'>) {
  const search = await searchOf(searchParams);
  await answer(() => requirePrincipal(), paths.newExclusion(search));
  const { params, notices } = parseSeed(search);
  // Another address is another exclusion, so the form starts anew.
  return (
    <EditorScreen key={search.get('seed') ?? ''} now={now()} columns={columnsOfTables()} seed={params.seed} notices={notices} />
  );
}
