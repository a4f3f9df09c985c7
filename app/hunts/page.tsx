import type { Metadata } from 'next';
import { answer } from '@/app/answer';
import { HuntsScreen } from '@/components/hunts/hunts-screen';
import { readHunts } from '@/lib/catalogue/read.server';
import { paths } from '@/lib/routes/paths';

export const metadata: Metadata = { title: 'Hunts' };

export default async function Page() {
  const { hunts, notices } = await answer(() => readHunts(), paths.hunts());
  return <HuntsScreen hunts={hunts} notices={notices} />;
}
