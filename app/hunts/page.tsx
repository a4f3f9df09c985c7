import type { Metadata } from 'next';
import { answer } from '@/app/answer';
import { HuntsScreen } from '@/components/hunts/hunts-screen';
import { paths } from '@/lib/routes/paths';
import { readHunts } from '@/lib/sightings/hunts.server';

export const metadata: Metadata = { title: 'Hunts' };

export default async function Page() {
  const { hunts, notices } = await answer(readHunts(), paths.hunts());
  return <HuntsScreen hunts={hunts} notices={notices} />;
}
