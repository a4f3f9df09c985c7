'use client';

import dynamic from 'next/dynamic';
import { type ReactNode, useMemo, useRef, useState } from 'react';
import { useKeys } from '@/components/ui/keys';
import { useMe } from '@/components/ui/me';
import { sendJson } from '@/components/writes/send-json';
import { useChange } from '@/components/writes/use-change';
import { paths } from '@/lib/routes/paths';
import { type VerdictChanges, verdictChangesSchema } from '@/lib/triage/model';
import { type Choice, type Decision, expectedOf, type Subject, staleAfter } from './decision';
import { OwnRevisions } from './revisions';
import { Toast } from './toast';
import { type Place, type Verdicts, verdictsContext } from './use-verdicts';
import { VerdictMenu } from './verdict-menu';

const loadForm = () => import('./decide-form').then((module) => module.DecideForm);
const DecideForm = dynamic(loadForm, { ssr: false });

interface Sent {
  subjects: Subject[];
  changes: VerdictChanges;
}

/** Lets every screen decide sightings. It holds the menu, the form, and the toast that reports a decision and undoes it. */
export function VerdictsProvider({ children }: { children: ReactNode }) {
  const me = useMe();
  const [menu, setMenu] = useState<{ subjects: Subject[]; at: Place } | null>(null);
  const [form, setForm] = useState<Subject[] | null>(null);
  const [made, setMade] = useState<Decision | null>(null);
  const [isTold, setIsTold] = useState(false);
  const returnTo = useRef<HTMLElement | null>(null);
  const [own] = useState(() => new OwnRevisions());

  const change = useChange<Decision, Sent>({
    send: async (decision) => {
      const body = { ...decision.choice, items: own.items(decision) };
      const changes = await sendJson({ method: 'POST', path: paths.api.verdicts(), body }, verdictChangesSchema);
      own.made(decision.subjects, changes);
      return { subjects: decision.subjects, changes };
    },
    expected: (decision) => expectedOf(decision, me.name),
    stale: staleAfter,
    undo: async ({ subjects, changes: { undoId } }) => {
      const back = await sendJson({ method: 'POST', path: paths.api.undoVerdicts(), body: { undoId } }, verdictChangesSchema);
      own.made(subjects, back);
    },
    notDone: 'The verdict was not set',
    // Decisions are sent one after the other, because each carries the revision that the one before made.
    scope: 'verdicts',
  });
  const decide = (decision: Decision) => {
    setMade(decision);
    setIsTold(true);
    change.run(decision);
  };
  const verdicts: Verdicts = useMemo(
    () => ({
      choose: (subjects, at) => {
        returnTo.current = document.activeElement instanceof HTMLElement ? document.activeElement : null;
        if (subjects.length === 0) return;
        void loadForm(); // so that it stands when its key is pressed
        setMenu({ subjects, at });
      },
    }),
    [],
  );
  /** Moves the focus back to where it was. */
  const close = () => {
    setMenu(null);
    setForm(null);
    returnTo.current?.focus({ preventScroll: true });
  };
  const undo = () => {
    if (change.undo === null) return false;
    setIsTold(true);
    return change.undo();
  };
  useKeys({ z: undo });
  return (
    <verdictsContext.Provider value={verdicts}>
      {children}
      {menu && (
        <VerdictMenu
          subjects={menu.subjects}
          at={menu.at}
          onChoose={(value) => {
            close();
            decide({ subjects: menu.subjects, choice: { verdict: value } });
          }}
          onMore={() => {
            setMenu(null);
            setForm(menu.subjects);
          }}
          onClose={close}
        />
      )}
      {form && (
        <DecideForm
          subjects={form}
          onDecide={(choice: Choice) => {
            close();
            decide({ subjects: form, choice });
          }}
          onClose={close}
        />
      )}
      {made && isTold && (
        <Toast
          key={made.subjects.map(({ deviceId }) => deviceId).join()}
          decision={made}
          change={change}
          onAgain={decide}
          onClose={() => setIsTold(false)}
        />
      )}
    </verdictsContext.Provider>
  );
}
