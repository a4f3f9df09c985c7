/** The catalogue as a sweep needs it. Pure. */
import type { Hunt } from '@/lib/hunts/model';
import type { HuntCut } from '@/lib/kql/cut/cut';
import type { Notice } from '@/lib/query/model';

/** A hunt that can be asked, with the pieces its query was cut into. */
export interface CompiledHunt {
  hunt: Hunt;
  cut: HuntCut;
}

/** Every hunt, cut once, and the hunts and files that were refused, each with the reason. */
export interface CompiledCatalogue {
  /** Grows by one each time the catalogue's files are read anew. */
  revision: number;
  hunts: CompiledHunt[];
  refused: { hunt: Hunt; fault: string }[];
  /** Hunts whose newest text is refused, so that the one before it is asked. */
  outdated: { hunt: Hunt; fault: string }[];
  fileFaults: { file: string; message: string }[];
  toolSlugs: ReadonlySet<string>;
}

/** The hunt with an id, in any case. */
export function findHunt({ hunts }: CompiledCatalogue, huntId: string): CompiledHunt | undefined {
  return hunts.find(({ hunt }) => hunt.id.toLowerCase() === huntId.toLowerCase());
}

/** The refused hunt with an id, in any case. */
export function findRefused({ refused }: CompiledCatalogue, huntId: string): CompiledCatalogue['refused'][number] | undefined {
  return refused.find(({ hunt }) => hunt.id.toLowerCase() === huntId.toLowerCase());
}

/** A notice for each hunt and each file that no sweep asks, or only as it was before. */
export function catalogueNotices({ refused, outdated, fileFaults }: CompiledCatalogue): Notice[] {
  return [
    ...outdated.map(
      ({ hunt, fault }): Notice => ({
        kind: 'skipped',
        huntId: hunt.id,
        message: `“${hunt.name}” is asked as it was before its last change, which is refused: ${fault}`,
      }),
    ),
    ...refused.map(
      ({ hunt, fault }): Notice => ({ kind: 'skipped', huntId: hunt.id, message: `“${hunt.name}” is not asked: ${fault}` }),
    ),
    ...fileFaults.map(({ file, message }): Notice => ({ kind: 'skipped', message: `${file} is no good hunt: ${message}` })),
  ];
}

export function unknownHunt(huntId: string): Notice {
  return { kind: 'parameter', message: `The catalogue has no hunt ${huntId.slice(0, 60)}.` };
}
