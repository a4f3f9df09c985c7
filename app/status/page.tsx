import type { Metadata } from 'next';
import { StatusScreen } from '@/components/status/status-screen';
import { sourceOf } from '@/lib/engines/source';
import { importTables } from '@/lib/imports/recognise';
import { env } from '@/lib/shared/env';

export const metadata: Metadata = { title: 'Status' };

export default function Page() {
  return <StatusScreen importTables={[...importTables]} source={sourceOf(env())} />;
}
