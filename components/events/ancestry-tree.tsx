import { Link } from '@/components/ui/link';
import { Value } from '@/components/ui/text';
import { Time } from '@/components/ui/time';
import type { ProcessNode } from '@/lib/devices/model';
import { paths } from '@/lib/routes/paths';
import { counted, nounFor } from '@/lib/shared/format';
import classes from './ancestry-tree.module.css';

const words: Record<ProcessNode['relation'], string> = {
  ancestor: 'ancestor',
  parent: 'parent',
  initiating: 'initiating process',
  subject: 'this event',
  child: 'started by it',
};

/**
 * How many steps each process is indented: one for each process above it. All children stand one step below the process that
 * started them.
 */
function depthsOf(nodes: ProcessNode[]): number[] {
  const above = nodes.filter((node) => node.relation !== 'child').length;
  return nodes.map((node, i) => (node.relation === 'child' ? above : i));
}

interface Props {
  deviceId: string;
  nodes: ProcessNode[];
  asked: URLSearchParams;
}

/** Pixels of one step, and the most steps: the texts need room on a narrow screen. */
const STEP = 18;
const DEEPEST = 5;

/** The most children that an answer lists. */
const MOST = 50;

/** Says that the tree ends at the children. */
function childrenWords(children: number): string {
  const count = children >= MOST ? `Only the first ${MOST} processes` : counted(children, 'process', 'processes');
  return `${count} that it started ${nounFor(children, 'is', 'are')} shown. Open one’s own event to see what that one started.`;
}

/** The processes around an event, the eldest first. Those whose creation is in the telemetry are links to it. */
export function AncestryTree({ deviceId, nodes, asked }: Props) {
  if (nodes.length === 0) return <p className={classes.none}>This event names no process.</p>;
  const depths = depthsOf(nodes);
  const children = nodes.filter(({ relation }) => relation === 'child').length;
  return (
    <>
      <ol className={classes.tree}>
        {nodes.map((node, i) => (
          <li
            key={`${node.relation} ${node.eventId ?? ''} ${node.processId} ${node.creationTime}`}
            data-relation={node.relation}
            style={{ marginLeft: Math.min(depths[i] ?? 0, DEEPEST) * STEP }}
            aria-current={node.relation === 'subject' ? 'true' : undefined}
          >
            <div className={classes.line}>
              {node.eventId !== null && node.relation !== 'subject' ? (
                <Link href={paths.event(deviceId, node.eventId, asked)} className={classes.name}>
                  <Value text={node.fileName} />
                </Link>
              ) : (
                <span className={classes.name}>
                  <Value text={node.fileName} />
                </span>
              )}
              <span className={classes.relation}>{words[node.relation]}</span>
              {node.processId !== null && <span className={classes.about}>pid {node.processId}</span>}
              {node.account !== '' && (
                <span className={classes.about}>
                  <Value text={node.account} />
                </span>
              )}
              {node.creationTime !== null && (
                <span className={classes.about}>
                  <Time value={node.creationTime} />
                </span>
              )}
            </div>
            {node.commandLine !== '' && (
              <div className={classes.command}>
                <Value text={node.commandLine} mono focusable />
              </div>
            )}
          </li>
        ))}
      </ol>
      {children > 0 && <p className={classes.none}>{childrenWords(children)}</p>}
    </>
  );
}
