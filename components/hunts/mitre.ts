/** Addresses of ATT&CK pages. */

const tactics = new Map(
  Object.entries({
    reconnaissance: 'TA0043',
    resourcedevelopment: 'TA0042',
    initialaccess: 'TA0001',
    execution: 'TA0002',
    persistence: 'TA0003',
    privilegeescalation: 'TA0004',
    defenseevasion: 'TA0005',
    credentialaccess: 'TA0006',
    discovery: 'TA0007',
    lateralmovement: 'TA0008',
    collection: 'TA0009',
    commandandcontrol: 'TA0011',
    exfiltration: 'TA0010',
    impact: 'TA0040',
  }),
);
const site = 'https://attack.mitre.org';

/** The page of a tactic such as `CommandAndControl` or `Command and Control`; undefined when it is none. */
export function tacticUrl(tactic: string): string | undefined {
  const id = tactics.get(tactic.toLowerCase().replace(/[^a-z]/g, ''));
  return id && `${site}/tactics/${id}/`;
}

/** The page of a technique such as `T1219` or `T1219.002`; undefined when it is none. */
export function techniqueUrl(technique: string): string | undefined {
  const [, id, sub] = /^(T\d{4})(?:\.(\d{3}))?$/i.exec(technique) ?? [];
  return id && `${site}/techniques/${id.toUpperCase()}/${sub ? `${sub}/` : ''}`;
}

/** `CommandAndControl` → `Command and Control`. */
export function tacticWords(tactic: string): string {
  return tactic.replace(/(?<=[a-z])(?=[A-Z])/g, ' ').replace(/ And /g, ' and ');
}
