'use client';

import { useQuery } from '@tanstack/react-query';
import { getJson } from '@/components/ui/fetch';
import { Link } from '@/components/ui/link';
import { paths } from '@/lib/routes/paths';
import { statusReportSchema } from '@/lib/status/model';
import classes from './header.module.css';

/** Says that the telemetry is sample data, so that nobody takes it for their own. */
export function SampleLabel() {
  const { data } = useQuery({
    queryKey: ['status'],
    queryFn: ({ signal }) => getJson(paths.api.status(), statusReportSchema, signal),
  });
  if (!data?.sample) return null;
  return (
    <Link
      href={paths.status()}
      className={classes.sample}
      data-tip="Made-up telemetry of a fictional company, and what its made-up team decided. Import your own on the status page."
    >
      Sample<span> telemetry</span>
    </Link>
  );
}
