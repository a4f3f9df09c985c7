import type { QueryClient, QueryKey } from '@tanstack/react-query';

/** What a change does to data that the browser holds, shown before the server has answered. */
export interface Expected {
  /** The queries whose data it is; also those whose key only begins so. */
  queryKey: QueryKey;
  /** Puts the data in place and returns how to take it back. */
  show: (client: QueryClient) => () => void;
}

/** Data as it will be, made from the data as it is; `update` must not change what it is given. */
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
        // What was fetched or changed meanwhile is newer than what we would put back.
        for (const { key, before, after } of changed) if (client.getQueryData(key) === after) client.setQueryData(key, before);
      };
    },
  };
}
