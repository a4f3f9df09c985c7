import type { ReactNode } from 'react';
import { External } from '@/components/links/external';
import { Value } from '@/components/ui/text';
import { visibleText } from '@/components/ui/visible';
import type { ToolProfile } from '@/lib/tool-profiles/model';
import classes from './tools.module.css';

type Facts = NonNullable<ToolProfile['facts']>;

/** What tools are for, in words. */
const categories: Record<Facts['category'], string> = {
  'remote-access': 'Remote access',
  rmm: 'Remote monitoring and management',
  admin: 'Runs commands on other machines',
  tunnel: 'Tunnel',
  'ide-tunnel': 'Developers’ tunnel',
  monitoring: 'Monitoring',
  terminal: 'Terminal',
  'file-transfer': 'File transfer',
  communication: 'Communication',
  malware: 'Malware',
  other: 'Other',
};

/** How many names are shown before the rest is folded: some tools have dozens of domains. */
const SHOWN = 12;

/** The facts about a tool, which do not come from telemetry, and the collections that they come from. */
export function ToolFacts({ facts }: { facts: Facts | null }) {
  if (facts === null) {
    return (
      <section className={classes.about} aria-label="What it is">
        <h2>What it is</h2>
        <p className={classes.note}>Nothing is known of this tool but what its hunts look for.</p>
      </section>
    );
  }
  const { ordinary } = facts;
  return (
    <section className={classes.about} aria-label="What it is">
      <h2>What it is</h2>
      <dl className={classes.facts}>
        <Fact name="Kind">{categories[facts.category]}</Fact>
        <Fact name="Vendor">{facts.vendor === null ? 'not known' : visibleText(facts.vendor)}</Fact>
        <Fact name="Site">
          {facts.site === null ? 'not known' : <External href={facts.site}>{visibleText(facts.site)}</External>}
        </Fact>
        {facts.selfHosted && <Fact name="Server">often the operator’s own, so its domains tell little</Fact>}
        <Names name="Other names" names={facts.aliases} />
        <Names name="Programs" names={facts.files} mono />
        <Names name="Helpers" names={facts.helpers} mono />
        <Names name="Names begin with" names={facts.filePrefixes} mono />
        <Names name="Folders" names={facts.folders} mono />
        <Names name="Domains" names={facts.domains} mono />
        <Names name="Relays" names={facts.relays} mono />
        <Names name="Companies" names={facts.companies} />
        <Names name="Products" names={facts.products} />
        <Names name="Signers" names={[...facts.signers, ...facts.vendorSigners]} />
        <Names
          name="Also true of other software"
          names={[
            ...(ordinary.companies ?? []),
            ...(ordinary.signers ?? []),
            ...(ordinary.files ?? []),
            ...(ordinary.domains ?? []),
          ]}
        />
        {facts.note !== undefined && <Fact name="Note">{visibleText(facts.note)}</Fact>}
        <Fact name="Sources">{facts.sources.join(', ')}</Fact>
      </dl>
    </section>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Names({ name, names, mono = false }: { name: string; names: readonly string[]; mono?: boolean }) {
  if (names.length === 0) return null;
  const rest = names.slice(SHOWN);
  return (
    <Fact name={name}>
      <ul className={classes.names}>
        {names.slice(0, SHOWN).map((one) => (
          <li key={one}>
            <Value text={one} mono={mono} />
          </li>
        ))}
      </ul>
      {rest.length > 0 && (
        <details>
          <summary>{rest.length} more</summary>
          <ul className={classes.names}>
            {rest.map((one) => (
              <li key={one}>
                <Value text={one} mono={mono} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </Fact>
  );
}
