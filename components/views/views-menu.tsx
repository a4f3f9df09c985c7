'use client';

import { Menu } from '@mantine/core';
import { IconBookmark, IconChevronDown } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { WordButton } from '@/components/ui/button';
import { usePrefs } from '@/components/ui/prefs';
import { useUrlState } from '@/components/ui/url-state';
import { visibleText } from '@/components/ui/visible';
import { ChangeFailure } from '@/components/writes/change-failure';
import { questionText, VIEW_PARAM, type View, viewSearch } from '@/lib/views/model';
import { useViewChanges, viewsQuery } from './use-views';
import { ViewForm } from './view-form';
import { groupsOf, viewOf } from './view-state';
import classes from './views.module.css';

/**
 * The menu of saved views. It opens, saves, renames, shares and deletes them, and says whether the question differs from the
 * open one.
 */
export function ViewsMenu() {
  const { search, push, replace } = useUrlState();
  const { prefs, change: setPrefs } = usePrefs();
  const { data, error } = useQuery(viewsQuery);
  const [asks, setAsks] = useState<'add' | 'rename' | null>(null);
  const shown = viewOf(search, prefs.hidden, data?.views ?? []);
  const named = (id: string | null) => {
    const next = new URLSearchParams(search);
    if (id === null) next.delete(VIEW_PARAM);
    else next.set(VIEW_PARAM, id);
    replace(next);
  };
  const { add, change, remove } = useViewChanges((view) => named(view.id));
  const open = (view: View) => {
    setPrefs({ hidden: view.hidden });
    push(viewSearch(view));
  };
  const question = { search: questionText(search), hidden: prefs.hidden };
  const save = (name: string, team: boolean) => {
    setAsks(null);
    if (asks === 'add') add.run({ name, team, ...question });
    else if (shown) change.run({ id: shown.view.id, name, ifRevision: shown.view.revision });
  };
  const failed = [add, change, remove].find(({ failure }) => failure !== null);
  return (
    <>
      <Menu position="bottom-start" width={250}>
        <Menu.Target>
          <WordButton look="line" aria-label={shown ? `View: ${shown.view.name}${shown.isChanged ? ', changed' : ''}` : 'Views'}>
            <IconBookmark size={15} stroke={1.6} aria-hidden />
            <span className={classes.name}>{shown ? visibleText(shown.view.name) : 'Views'}</span>
            {shown?.isChanged && <span className={classes.changed}>changed</span>}
            <IconChevronDown size={13} aria-hidden />
          </WordButton>
        </Menu.Target>
        <Menu.Dropdown>
          {error && <Menu.Label>The views could not be read. {visibleText(error.message)}</Menu.Label>}
          {data?.views.length === 0 && (
            <Menu.Label>No view is saved yet. A view keeps filters, order, window and columns.</Menu.Label>
          )}
          {groupsOf(data?.views ?? []).map(({ label, views }) => (
            <div key={label}>
              <Menu.Label>{label}</Menu.Label>
              {views.map((view) => (
                <Menu.Item
                  key={view.id}
                  aria-current={view.id === shown?.view.id ? 'true' : undefined}
                  onClick={() => open(view)}
                >
                  {visibleText(view.name)}
                </Menu.Item>
              ))}
            </div>
          ))}
          <Menu.Divider />
          <Menu.Item onClick={() => setAsks('add')}>Save as…</Menu.Item>
          {shown && (
            <OfView
              view={shown.view}
              isChanged={shown.isChanged}
              mayShare={data?.mayShare ?? false}
              isDefault={prefs.view === shown.view.id}
              onDefault={(isDefault) => setPrefs({ view: isDefault ? shown.view.id : null })}
              onRename={() => setAsks('rename')}
              onChange={(part) => change.run({ id: shown.view.id, ifRevision: shown.view.revision, ...part })}
              onUpdate={() => change.run({ id: shown.view.id, ifRevision: shown.view.revision, ...question })}
              onBack={() => open(shown.view)}
              onRemove={() => {
                remove.run({ id: shown.view.id });
                named(null);
              }}
            />
          )}
        </Menu.Dropdown>
      </Menu>
      {failed?.failure && (
        <div className={classes.failure}>
          <ChangeFailure failure={failed.failure} retry={failed.retry} />
        </div>
      )}
      {asks && (
        <ViewForm
          title={asks === 'add' ? 'Save this question as a view' : 'Rename the view'}
          name={asks === 'rename' ? (shown?.view.name ?? '') : ''}
          mayShare={asks === 'add' && (data?.mayShare ?? false)}
          onSave={save}
          onClose={() => setAsks(null)}
        />
      )}
    </>
  );
}

interface OfViewProps {
  view: View;
  isChanged: boolean;
  mayShare: boolean;
  isDefault: boolean;
  onDefault: (isDefault: boolean) => void;
  onRename: () => void;
  onChange: (part: { team: boolean }) => void;
  onUpdate: () => void;
  onBack: () => void;
  onRemove: () => void;
}

/** The actions on the open view. A person who may not change it can still make it the default. */
function OfView({ view, isChanged, mayShare, isDefault, ...on }: OfViewProps) {
  return (
    <>
      {isChanged && <Menu.Item onClick={on.onBack}>Back to the view as saved</Menu.Item>}
      {isChanged && view.mayChange && <Menu.Item onClick={on.onUpdate}>Update with this question</Menu.Item>}
      <Menu.CheckboxItem checked={isDefault} onChange={() => on.onDefault(!isDefault)}>
        Open Sightings with this
      </Menu.CheckboxItem>
      {view.mayChange && (
        <>
          <Menu.Item onClick={on.onRename}>Rename…</Menu.Item>
          {(view.team || mayShare) && (
            <Menu.Item onClick={() => on.onChange({ team: !view.team })}>
              {view.team ? `Take from the team, keep for ${visibleText(view.by)}` : 'Share with the team'}
            </Menu.Item>
          )}
          <Menu.Item color="red" onClick={on.onRemove}>
            Delete{view.team ? ' for the team' : ''}
          </Menu.Item>
        </>
      )}
    </>
  );
}
