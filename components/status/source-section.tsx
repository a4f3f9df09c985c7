import { engineNames } from '@/components/ui/engine-names';
import { visibleText } from '@/components/ui/visible';
import type { DataSource } from '@/lib/engines/model';
import { nounFor } from '@/lib/shared/format';
import classes from './source.module.css';

const rights: Record<DataSource['identity'], string> = {
  delegated: 'Each person’s own: you see what your rights in Azure allow.',
  app: 'The application’s: everyone who may sign in sees the same.',
};

/** For telemetry that is not imported: the engine, its workspaces, and with whose rights it is read. */
export function SourceSection({ source: { engine, tenantId, workspaces, identity } }: { source: DataSource }) {
  return (
    <section aria-labelledby="source" className={classes.section}>
      <h2 id="source">Where the data comes from</h2>
      <dl className={classes.facts}>
        <dt>Engine</dt>
        <dd>{engineNames[engine]}, asked anew for each question; nothing is imported.</dd>
        {workspaces.length > 0 && (
          <>
            <dt>{nounFor(workspaces.length, 'Workspace')}</dt>
            <dd>{workspaces.map(visibleText).join(', ')}</dd>
          </>
        )}
        {tenantId !== null && (
          <>
            <dt>Tenant</dt>
            <dd className={classes.mono}>{tenantId}</dd>
          </>
        )}
        <dt>Rights</dt>
        <dd>{rights[identity]}</dd>
      </dl>
    </section>
  );
}
