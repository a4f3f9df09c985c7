import { IconAlertTriangle } from '@tabler/icons-react';
import { Value } from '@/components/ui/text';
import { visibleText } from '@/components/ui/visible';
import type { ImportResult } from '@/lib/engines/model';
import { counted } from '@/lib/shared/format';
import classes from './card.module.css';

const SHOWN = 20;

/** The rows that could not be read: the first ones with line and reason, and the file with all of them. */
export function SetAside({ result: { rowsSetAside, setAside, setAsideFile } }: { result: ImportResult }) {
  if (rowsSetAside === 0) return null;
  const shown = setAside.slice(0, SHOWN);
  return (
    <details className={classes.aside} open={rowsSetAside <= 5}>
      <summary>
        <IconAlertTriangle size={16} stroke={1.75} aria-hidden />
        {counted(rowsSetAside, 'row was', 'rows were')} set aside
        {shown.length < rowsSetAside && `, the first ${shown.length} of them`}
      </summary>
      <ol>
        {shown.map(({ file, line, reason }) => (
          <li key={`${file}:${line} ${reason}`}>
            <span className={classes.place}>
              {visibleText(file)}:{line}
            </span>{' '}
            {visibleText(reason)}
          </li>
        ))}
      </ol>
      {setAsideFile !== null && (
        <p>
          All of them, as they were: <Value text={setAsideFile} mono copy label="the path" />
        </p>
      )}
    </details>
  );
}
