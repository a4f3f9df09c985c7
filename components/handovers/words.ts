import type { HandoversPage } from '@/lib/handover/model';

type State = HandoversPage['handovers'][number]['state'];

export const stateNames: Record<State, string> = { draft: 'Draft', published: 'Not accepted yet', accepted: 'Accepted' };
