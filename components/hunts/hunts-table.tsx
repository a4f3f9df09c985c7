import { toolColor } from '@/components/charts/tool-color';
import { visibleText } from '@/components/ui/visible';
import { HuntLinks } from './hunt-links';
import classes from './hunts.module.css';
import { MitreLinks } from './mitre-links';
import type { ToolRow } from './tool-rows';
import { ToolSightings } from './tool-sightings';
import { useToolSightings } from './use-tool-sightings';

/** Tools with what was seen of them and their hunts, each a link to its page. Connectors only where they differ. */
export function HuntsTable({ rows, withConnectors }: { rows: ToolRow[]; withConnectors: boolean }) {
  const { data: counts, isError } = useToolSightings();
  return (
    <table className={classes.table}>
      <thead>
        <tr>
          <th scope="col">Tool</th>
          <th scope="col" className={classes.number}>
            Sightings, last 30 d
          </th>
          <th scope="col">Hunts by signal</th>
          <th scope="col">Tactics and techniques</th>
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
            <td>
              <MitreLinks tactics={row.tactics} techniques={row.techniques} />
            </td>
            {withConnectors && <td>{row.connectors.map(visibleText).join(', ')}</td>}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
