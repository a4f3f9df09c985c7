import type { Metadata } from 'next';
import { StatusScreen } from '@/components/status/status-screen';
import { importTables } from '@/lib/engines/embedded/import/recognise';

export const metadata: Metadata = { title: 'Status' };

export default function Page() {
  return <StatusScreen importTables={[...importTables]} />;
}
