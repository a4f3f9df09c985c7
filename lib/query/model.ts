/** What every answer says of itself, and where else its question can be asked. Browser-safe. */
import type { EngineName } from '@/lib/engines/model';
import type { PortalPage, PortalQuery } from '@/lib/routes/deep-links/model';
import type { Instant } from '@/lib/shared/time';
import type { Window } from '@/lib/shared/window';

/** Tells why an answer is not whole, or what was changed in the question. */
export interface Notice {
  kind: 'parameter' | 'partial' | 'skipped' | 'missing-table' | 'info';
  message: string;
  huntId?: string;
}

/** What every answer says of itself. */
export interface Answer {
  window: Window;
  engine: EngineName;
  /** When the telemetry was asked. */
  asOf: Instant;
  notices: Notice[];
}

/** Where in Microsoft's portals the question on the screen can be opened, and its KQL. */
export interface PortalLinks {
  window: Window;
  notices: Notice[];
  pages: PortalPage[];
  /** One for each table. */
  queries: PortalQuery[];
}
