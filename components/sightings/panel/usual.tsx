'use client';

import { External } from '@/components/links/external';
import { Unusual } from '@/components/tools/tool-lists';
import { useTool } from '@/components/tools/use-tool';
import { unusualWords } from '@/components/tools/words';
import { Link } from '@/components/ui/link';
import { Loading } from '@/components/ui/loading';
import { Problem } from '@/components/ui/problem';
import { Value } from '@/components/ui/text';
import { visibleText } from '@/components/ui/visible';
import { paths } from '@/lib/routes/paths';
import type { Window } from '@/lib/shared/window';
import type { ToolProfile } from '@/lib/tool-profiles/model';
import { partsOfKey } from '../open-row';
import { toolSearch } from '../question';
import classes from './panel.module.css';

/** How many names are listed. The tool’s page lists them all. */
const SHOWN = 6;

/** What is usual for the tool, as far as its facts say, and which values of this sighting are not. */
export function Usual({ open, window, since }: { open: string; window: Window; since: string }) {
  const { deviceId, toolSlug } = partsOfKey(open);
  const { data, error, refetch, isPlaceholderData } = useTool(toolSlug, { window, since, device: deviceId });
  const profile = isPlaceholderData ? undefined : data;
  return (
    <section aria-label="What is usual">
      <h3>
        What is usual
        <Link href={paths.tool(toolSlug, toolSearch({ window, since }))} className={classes.all}>
          About the tool
        </Link>
      </h3>
      {error && <Problem error={error} retry={refetch} />}
      {!profile && !error && <Loading what="Comparing it with what is known…" rows={2} />}
      {profile && <UsualFacts profile={profile} />}
    </section>
  );
}

export function UsualFacts({ profile: { facts, programs, relays } }: { profile: ToolProfile }) {
  if (facts === null) return <p className={classes.after}>Nothing is known of this tool but what its hunts look for.</p>;
  const strange = programs.rows.filter((program) => unusualWords(program) !== null);
  const foreign = relays.rows.filter(({ isVendors }) => isVendors === false);
  const usual = [
    ['Programs', [...facts.files, ...facts.filePrefixes.map((prefix) => `${prefix}…`)]],
    ['Domains', facts.domains],
  ] as const;
  return (
    <dl className={classes.facts}>
      <dt>Vendor</dt>
      <dd>
        {facts.vendor === null ? 'not known' : visibleText(facts.vendor)}{' '}
        {facts.site !== null && <External href={facts.site}>site</External>}
      </dd>
      {usual.map(
        ([name, names]) =>
          names.length > 0 && (
            <Row key={name} name={name}>
              {names.slice(0, SHOWN).map(visibleText).join(', ')}
              {names.length > SHOWN && `, and ${names.length - SHOWN} more`}
            </Row>
          ),
      )}
      {strange.length + foreign.length > 0 && (
        <Row name="Not usual">
          {strange.slice(0, SHOWN).map((program) => (
            <div key={program.fileName + program.folderPath} className={classes.strange}>
              <Unusual words={unusualWords(program)} />
              <Value text={program.folderPath || program.fileName} mono focusable />
            </div>
          ))}
          {foreign.slice(0, SHOWN).map(({ address }) => (
            <div key={address} className={classes.strange}>
              <Unusual words="not the vendor’s" />
              <Value text={address} mono focusable />
            </div>
          ))}
          {strange.length + foreign.length > 2 * SHOWN && <span className={classes.after}>and more</span>}
        </Row>
      )}
    </dl>
  );
}

function Row({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}
