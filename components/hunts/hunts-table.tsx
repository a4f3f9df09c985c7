import { IconAlertTriangle } from '@tabler/icons-react';
import Link from 'next/link';
import { toolColor } from '@/components/charts/tool-color';
import { visibleText } from '@/components/ui/visible';
import { type Signal, signalSchema } from '@/lib/hunts/model';
import { paths } from '@/lib/routes/paths';
import type { HuntSummary } from '@/lib/sightings/model';
import { defaultParams, writeSightingsParams } from '@/lib/sightings/params';
import classes from './hunts.module.css';
import { MitreLinks } from './mitre-links';
import { shortName, type ToolRow } from './tool-rows';

const signalWords: Record<Signal, string> = { process: 'Process', network: 'Network', signature: 'Signature' };

/** Tools by signals, each hunt a link to its page, each tool to its sightings. */
export function HuntsTable({ rows }: { rows: ToolRow[] }) {
  return (
    <table className={classes.table}>
      <thead>
        <tr>
          <th scope="col">Tool</th>
          {signalSchema.options.map((signal) => (
            <th key={signal} scope="col">
              {signalWords[signal]}
            </th>
          ))}
          <th scope="col">Tactics and techniques</th>
          <th scope="col">Connectors</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.slug}>
            <th scope="row" className={classes.tool}>
              <span className={classes.dot} style={{ background: toolColor(row.slug) }} />
              <Link href={paths.home(sightingsOf(row.slug))} data-tip={`Sightings of ${visibleText(row.tool)}`}>
                {visibleText(row.tool)}
              </Link>
            </th>
            {signalSchema.options.map((signal) => (
              <td key={signal}>
                {row.hunts[signal].length === 0 ? (
                  <span className={classes.none}>
                    –<span className="sr-only">no hunt</span>
                  </span>
                ) : (
                  row.hunts[signal].map((hunt) => <HuntLink key={hunt.id} hunt={hunt} />)
                )}
              </td>
            ))}
            <td>
              <MitreLinks tactics={row.tactics} techniques={row.techniques} />
            </td>
            <td>{row.connectors.map(visibleText).join(', ')}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function HuntLink({ hunt }: { hunt: HuntSummary }) {
  return (
    <div className={classes.hunt}>
      <Link href={paths.hunt(hunt.id)} aria-label={visibleText(hunt.name)} data-tip={visibleText(hunt.name)}>
        {visibleText(shortName(hunt))}
      </Link>
      {hunt.fault !== null ? (
        <span className={classes.refused} data-tip={visibleText(hunt.fault)}>
          <IconAlertTriangle size={14} aria-hidden /> not asked
        </span>
      ) : (
        <Alone hunt={hunt} />
      )}
    </div>
  );
}

/** A hunt that does not share its table's scan, with why. */
function Alone({ hunt: { notFused, notSwept } }: { hunt: HuntSummary }) {
  const why = notSwept ?? notFused;
  if (why === null) return null;
  return (
    <span className={classes.alone} data-tip={visibleText(why)}>
      {notSwept === null ? 'not fused' : 'not in sweeps'}
    </span>
  );
}

const sightingsOf = (slug: string) => writeSightingsParams({ ...defaultParams, tool: [{ value: slug, not: false }] });
