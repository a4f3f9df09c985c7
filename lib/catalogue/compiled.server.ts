import 'server-only';
import type { Engine } from '@/lib/engines/engine';
import type { EngineName } from '@/lib/engines/model';
import { catalogue } from '@/lib/hunts/catalogue.server';
import type { Hunt } from '@/lib/hunts/model';
import { cutHunt } from '@/lib/kql/cut';
import { KqlError } from '@/lib/kql/model';
import type { Notice } from '@/lib/query/model';
import { processWide } from '@/lib/shared/process-wide';
import type { CompiledHunt } from './sweep-plan';

/** The catalogue as a sweep needs it: hunts cut once, and what could not be read, with why. */
export interface CompiledCatalogue {
  /** Another number each time the catalogue was read anew: part of the key of every cached sweep. */
  revision: number;
  askable: CompiledHunt[];
  refused: { hunt: Hunt; fault: string }[];
  fileFaults: { file: string; message: string }[];
  toolSlugs: ReadonlySet<string>;
}

const held = processWide('compiledCatalogue', () => new Map<EngineName, { hunts: Hunt[]; book: CompiledCatalogue }>());

/** The catalogue, cut, as an engine takes it. Cut again only when the catalogue has been read anew. */
export async function compiledCatalogue(engine: Engine): Promise<CompiledCatalogue> {
  const { hunts, faults } = await catalogue();
  const last = held.get(engine.name);
  if (last?.hunts === hunts) return last.book;
  const book = cutAll(engine, (last?.book.revision ?? 0) + 1, hunts, faults);
  held.set(engine.name, { hunts, book });
  return book;
}

function cutAll(engine: Engine, revision: number, hunts: Hunt[], fileFaults: CompiledCatalogue['fileFaults']): CompiledCatalogue {
  const toolSlugs = new Set(hunts.map((h) => h.toolSlug));
  const book: CompiledCatalogue = { revision, askable: [], refused: [], fileFaults, toolSlugs };
  for (const hunt of hunts) {
    try {
      const cut = cutHunt(hunt.query);
      // One thing that the engine lacks would fail the whole query that the hunt is fused into.
      engine.check(hunt.query);
      book.askable.push({ hunt, cut });
    } catch (error) {
      if (!(error instanceof KqlError)) throw error;
      book.refused.push({ hunt, fault: error.message });
    }
  }
  return book;
}

/** What of the catalogue is not in any sweep. */
export function catalogueNotices(book: CompiledCatalogue): Notice[] {
  return [
    ...book.refused.map(
      ({ hunt, fault }): Notice => ({ kind: 'skipped', huntId: hunt.id, message: `“${hunt.name}” is not asked: ${fault}` }),
    ),
    ...book.fileFaults.map(({ file, message }): Notice => ({ kind: 'skipped', message: `${file} is no hunt: ${message}` })),
  ];
}
