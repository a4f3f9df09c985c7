'use client';

import { Button, NativeSelect, Popover, Radio } from '@mantine/core';
import { IconShare2 } from '@tabler/icons-react';
import { useState } from 'react';
import { WordButton } from '@/components/ui/button';
import { CopyButton } from '@/components/ui/copy';
import { Link } from '@/components/ui/link';
import { Time } from '@/components/ui/time';
import { ChangeFailure } from '@/components/writes/change-failure';
import { paths } from '@/lib/routes/paths';
import { formatCount } from '@/lib/shared/format';
import { DEFAULT_DAYS, linkKindSchema, MOST_EVENTS, MOST_ROWS, type SharedLink } from '@/lib/shared-links/model';
import { useShare } from './queries';
import classes from './shared-links.module.css';
import { kindWords, terms } from './words';

interface Props {
  path: string;
  canFreeze: boolean;
  look: 'line' | 'plain';
  labelClass?: string | undefined;
}

/** Makes a short link to what is on the screen, live or frozen. */
export function ShareButton({ path, canFreeze, look, labelClass }: Props) {
  const [open, setOpen] = useState(false);
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-end" width={340} trapFocus withinPortal>
      <Popover.Target>
        <WordButton look={look} tip="Make a short link" aria-expanded={open} onClick={() => setOpen(!open)}>
          <IconShare2 size={16} stroke={1.6} aria-hidden />
          <span className={labelClass}>Share</span>
        </WordButton>
      </Popover.Target>
      <Popover.Dropdown aria-label="Share">{open && <ShareForm path={path} canFreeze={canFreeze} />}</Popover.Dropdown>
    </Popover>
  );
}

function ShareForm({ path, canFreeze }: Pick<Props, 'path' | 'canFreeze'>) {
  const [kind, setKind] = useState<SharedLink['kind']>(canFreeze ? 'frozen' : 'live');
  const [days, setDays] = useState(DEFAULT_DAYS);
  const [made, setMade] = useState<SharedLink | null>(null);
  const share = useShare(setMade);
  if (made) return <Made link={made} onMore={() => setMade(null)} />;
  return (
    <div className={classes.form}>
      <Radio.Group
        label="A short link that is"
        value={kind}
        onChange={(value) => setKind(linkKindSchema.catch('live').parse(value))}
      >
        <div className={classes.kinds}>
          <Radio
            value="frozen"
            label={kindWords.frozen}
            disabled={!canFreeze}
            description={
              canFreeze
                ? `Keeps what is there now: up to ${formatCount(MOST_ROWS)} sightings and ${formatCount(MOST_EVENTS)} events, verdicts and notices. It still opens when Azure no longer has them.`
                : 'For sightings, a device and an event only.'
            }
          />
          <Radio
            value="live"
            label={kindWords.live}
            description="Asks the same question anew, with the rights of whoever opens it."
          />
        </div>
      </Radio.Group>
      <NativeSelect
        label="Open for"
        value={String(days)}
        data={terms.map((term) => ({ value: String(term.days), label: term.name }))}
        onChange={(event) => setDays(Number(event.currentTarget.value))}
      />
      <p className={classes.note}>
        It shows nothing to anybody who is not signed in. You or a Lead can revoke it.{' '}
        <Link href={paths.links()}>Your links</Link>
      </p>
      {share.failure && <ChangeFailure failure={share.failure} retry={share.retry} />}
      <Button loading={share.isPending} onClick={() => share.run({ path, kind, days })}>
        Make the link
      </Button>
    </div>
  );
}

function Made({ link, onMore }: { link: SharedLink; onMore: () => void }) {
  return (
    <div className={classes.form}>
      <strong>{kindWords[link.kind]} link, made</strong>
      <div className={classes.made}>
        <input readOnly value={link.url} aria-label="The link" onFocus={(event) => event.currentTarget.select()} />
        <CopyButton text={link.url} label="the link" />
      </div>
      <p className={classes.note}>
        Open until <Time value={link.expiresAt} digits={0} />. <Link href={paths.link(link.id)}>Open it</Link> ·{' '}
        <Link href={paths.links()}>Your links</Link>
      </p>
      <WordButton look="link" onClick={onMore}>
        Make another
      </WordButton>
    </div>
  );
}
