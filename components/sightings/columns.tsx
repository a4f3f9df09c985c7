'use client';

import { createColumnHelper } from '@tanstack/react-table';
import type { GridFeatures } from '@/components/table/features';
import { fieldNames, fields } from '@/lib/sightings/fields';
import type { Sighting } from '@/lib/sightings/model';
import { cells, SelectCell } from './cells';
import { FieldHeader, SelectHeader } from './headers';

const helper = createColumnHelper<GridFeatures, Sighting>();

/** Defined once, so that scrolling never makes new columns. A cell takes what it needs besides its row from a context. */
export const columns = helper.columns([
  helper.display({
    id: 'select',
    header: () => <SelectHeader />,
    cell: ({ row }) => <SelectCell row={row} />,
    meta: { min: 34, givesWay: 7 },
  }),
  ...fieldNames.map((id) => {
    const { heading, column } = fields[id];
    const { canHide, ...meta } = column;
    const Cell = cells[id];
    return helper.display({
      id,
      header: () => <FieldHeader field={id} />,
      cell: ({ row }) => <Cell row={row.original} />,
      meta: canHide ? { ...meta, name: heading } : meta,
    });
  }),
]);
