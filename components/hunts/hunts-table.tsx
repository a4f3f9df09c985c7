import { IconArrowUp } from '@tabler/icons-react';
import { toolColor } from '@/components/charts/tool-color';
import { visibleText } from '@/components/ui/visible';
import { HuntLinks } from './hunt-links';
import classes from './hunts.module.css';
import { MitreLinks } from './mitre-links';
import type { ToolRow } from './tool-rows';
import { ToolSightings } from './tool-sightings';
import { useToolSightings } from './use-tool-sightings';

interface Props {
  rows: ToolRow[];
  withConnectors: boolean;
  withMitre: boolean;
}

/** Tools by name, with what was seen of them and their hunts, each a link to its page. What all have alike is left out. */
export function HuntsTable({ rows, withConnectors, withMitre }: Props) {
  const { data: counts, isError } = useToolSightings();
  return (
    <div className={classes.scroll}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col" aria-sort="ascending">
              Tool <IconArrowUp size={13} stroke={2} className={classes.arrow} aria-hidden />
            </th>
            <th scope="col" className={classes.number}>
              Sightings, last 30 d
              {!counts && !isError && (
                <span role="status" className={classes.asking}>
                  Counting…
                </span>
              )}
            </th>
            <th scope="col">Hunts by signal</th>
            {withMitre && <th scope="col">Tactics and techniques</th>}
            {withConnectors && <th scope="col">Connectors</th>}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.slug}>
              <th scope="row" className={classes.tool}>
                <span className={classes.dot} style={{ background: toolColor(row.slug) }} />
                {visibleText(row.tool)}
              </th>
              <td className={classes.number}>
                <ToolSightings slug={row.slug} tool={row.tool} counts={counts} failed={isError} />
              </td>
              <td>
                <HuntLinks hunts={row.hunts} />
              </td>
              {withMitre && (
                <td>
                  <MitreLinks tactics={row.tactics} techniques={row.techniques} />
                </td>
              )}
              {withConnectors && <td>{row.connectors.map(visibleText).join(', ')}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
