'use client';

import { IconEye, IconEyeOff } from '@tabler/icons-react';
import { excludedWords, switchWords } from '@/components/exclusions/words';
import { WordButton } from '@/components/ui/button';
import type { SightingsPage } from '@/lib/sightings/model';
import type { SightingsParams } from '@/lib/sightings/params';
import type { Ask } from './use-question';

interface Props {
  params: SightingsParams;
  ask: Ask;
  /** What exclusions take out of the answer; undefined until there is an answer. */
  excluded: SightingsPage['excluded'] | undefined;
}

/** Says how much exclusions take out of the answer, and shows it on demand. */
export function ExcludedSwitch({ params, ask, excluded }: Props) {
  if (!params.excluded && (excluded === undefined || excluded.events === 0)) return null;
  // A filter by exclusion only makes sense while excluded events are shown, so the switch removes it.
  const next = { ...params, excluded: !params.excluded, exclusion: null };
  const Icon = params.excluded ? IconEye : IconEyeOff;
  return (
    <WordButton
      look="link"
      aria-pressed={params.excluded}
      tip={`${excluded ? `${excludedWords(excluded)}. ` : ''}${params.excluded ? 'They are in the table, marked, and in its numbers' : 'Show them in the table, marked'}`}
      onClick={() => ask(next)}
    >
      <Icon size={15} stroke={1.6} aria-hidden />
      {switchWords(params.excluded, excluded)}
    </WordButton>
  );
}
