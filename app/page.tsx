import type { Metadata } from 'next';
import { SightingsScreen } from '@/components/sightings/sightings-screen';

export const metadata: Metadata = { title: 'Sightings' };

export default function Page() {
  return <SightingsScreen />;
}
