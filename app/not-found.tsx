import type { Metadata } from 'next';
import { Empty } from '@/components/ui/empty';
import { Link } from '@/components/ui/link';
import { paths } from '@/lib/routes/paths';

export const metadata: Metadata = { title: 'Not found' };

export default function NotFound() {
  return (
    <Empty
      heading="h1"
      title="There is nothing at this address"
      next={
        <>
          <Link href={paths.home()}>Sightings</Link>
          <Link href={paths.hunts()}>Hunts</Link>
          <Link href={paths.status()}>Status</Link>
        </>
      }
    >
      The device, event or hunt it names is not in the telemetry, or the link was cut short. Ctrl K finds a device by part of its
      name.
    </Empty>
  );
}
