'use client';

import { NativeSelect } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { IconButton, WordButton } from '@/components/ui/button';
import { type NamedList, namedColumns } from '@/lib/exclusions/model';
import classes from './editor.module.css';
import {
  type ConditionNode,
  type FormNode,
  faultOf,
  type GroupNode,
  newCondition,
  newGroup,
  onColumn,
  opsOf,
  opWords,
} from './form';
import { ValueField } from './value-field';

interface Shared {
  /** The columns of the hunted tables, by their own names. */
  columns: string[];
  lists: NamedList[];
  /** Whether the person has tried to save: then the form says what is missing. */
  checked: boolean;
  onChange: (key: number, change: (node: FormNode) => FormNode | null) => void;
}

/** How deep groups can nest on the screen. The server accepts one level more. */
const DEEPEST = 3;

/** A group of conditions, joined by “all” or “any”, and the groups within it. */
export function Conditions({ group, depth = 1, ...shared }: Shared & { group: GroupNode; depth?: number }) {
  const { onChange } = shared;
  const add = (node: FormNode) =>
    onChange(group.key, (known) => (known.kind === 'group' ? { ...known, nodes: [...known.nodes, node] } : known));
  return (
    <fieldset className={classes.group} aria-label={group.join === 'all' ? 'All of these hold' : 'One of these holds'}>
      <div className={classes.join}>
        <NativeSelect
          aria-label="How the conditions are joined"
          size="xs"
          value={group.join}
          data={[
            { value: 'all', label: 'All of these hold (and)' },
            { value: 'any', label: 'One of these holds (or)' },
          ]}
          onChange={(event) => {
            const join = event.currentTarget.value === 'any' ? 'any' : 'all';
            onChange(group.key, (known) => (known.kind === 'group' ? { ...known, join } : known));
          }}
        />
        {depth > 1 && (
          <IconButton size={26} label="Remove this group" onClick={() => onChange(group.key, () => null)}>
            <IconX size={14} aria-hidden />
          </IconButton>
        )}
      </div>
      {group.nodes.map((node) =>
        node.kind === 'group' ? (
          <Conditions key={node.key} {...shared} group={node} depth={depth + 1} />
        ) : (
          <ConditionRow key={node.key} {...shared} node={node} />
        ),
      )}
      <div className={classes.adds}>
        <WordButton look="link" onClick={() => add(newCondition())}>
          <IconPlus size={14} aria-hidden /> Condition
        </WordButton>
        {depth < DEEPEST && (
          <WordButton
            look="link"
            onClick={() => add(newGroup(group.join === 'all' ? 'any' : 'all', [newCondition(), newCondition()]))}
          >
            <IconPlus size={14} aria-hidden /> {group.join === 'all' ? 'Group of alternatives' : 'Group that must all hold'}
          </WordButton>
        )}
      </div>
    </fieldset>
  );
}

function ConditionRow({ node, columns, lists, checked, onChange }: Shared & { node: ConditionNode }) {
  const named = Object.entries(namedColumns).map(([value, label]) => ({ value, label }));
  const known = Object.hasOwn(namedColumns, node.column) || columns.includes(node.column);
  const set = (next: ConditionNode) => onChange(node.key, () => next);
  return (
    <fieldset className={classes.condition} aria-label="Condition">
      <NativeSelect
        aria-label="Column"
        size="xs"
        className={classes.column}
        value={node.column}
        data={[
          { group: 'In every table', items: named },
          { group: 'Columns of the tables', items: known ? columns : [node.column, ...columns] },
        ]}
        onChange={(event) => set(onColumn(node, event.currentTarget.value))}
      />
      {node.op !== 'hours' && (
        <NativeSelect
          aria-label="Operator"
          size="xs"
          className={classes.op}
          value={node.op}
          data={opsOf(node.column).map((op) => ({ value: op, label: opWords[op] === op ? op : `${op}  ${opWords[op]}` }))}
          onChange={(event) => {
            const op = opsOf(node.column).find((one) => one === event.currentTarget.value);
            if (op) set({ ...node, op });
          }}
        />
      )}
      <ValueField node={node} lists={lists} error={checked ? faultOf(node) : null} onChange={set} />
      <IconButton size={26} label="Remove this condition" onClick={() => onChange(node.key, () => null)}>
        <IconX size={14} aria-hidden />
      </IconButton>
    </fieldset>
  );
}
