import type { QueryClient, QueryKey } from '@tanstack/react-query';

/** What a change will do to the browser’s data, shown before the server has answered. */
export interface Expected {
  /** The queries whose data changes, also those whose key only begins with this one. */
  queryKey: QueryKey;
  /** Changes the data and returns a function that changes it back. */
  show: (client: QueryClient) => () => void;
}

/** Data as it will be. `update` makes it from the present data, which it must not change. */
export function expected<Data>(queryKey: QueryKey, update: (data: Data) => Data): Expected {
  return {
    queryKey,
    show: (client) => {
      const changed = client.getQueriesData<Data>({ queryKey }).flatMap(([key, before]) => {
        if (before === undefined) return [];
        const after = client.setQueryData<Data>(key, update(before));
        return [{ key, before, after }];
      });
      return () => {
        // Data that was fetched or changed meanwhile is newer than the old data, so it stays.
        for (const { key, before, after } of changed) if (client.getQueryData(key) === after) client.setQueryData(key, before);
      };
    },
  };
}
