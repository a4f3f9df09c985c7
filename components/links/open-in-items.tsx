'use client';

import { Menu } from '@mantine/core';
import { IconCheck, IconCopy, IconExternalLink, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { getJson } from '@/components/ui/fetch';
import { visibleText } from '@/components/ui/visible';
import type { PortalLinks } from '@/lib/query/model';
import { portalLinksSchema } from '@/lib/query/model';
import { messageOf } from '@/lib/shared/errors';
import classes from './links.module.css';
import { destinations, hostOf, pageWords, tooLongWords } from './words';

const SAID_FOR = 2000;

/** The menu’s entries for a question, read from the API. */
export function AskedItems({ path }: { path: string }) {
  const { data, error } = useQuery({
    queryKey: ['portal-links', path],
    queryFn: ({ signal }) => getJson(path, portalLinksSchema, signal),
  });
  if (error) return <Menu.Label className={classes.note}>{visibleText(messageOf(error))}</Menu.Label>;
  return data ? <Items portalLinks={data} /> : <Menu.Label>Loading…</Menu.Label>;
}

/** First the pages, then each portal with the queries that it can open, then the queries to copy. */
export function Items({ portalLinks: { pages, queries, notices } }: { portalLinks: PortalLinks }) {
  return (
    <>
      {notices.map(({ message }) => (
        <Menu.Label key={message} className={classes.note}>
          {visibleText(message)}
        </Menu.Label>
      ))}
      {pages.length > 0 && <Menu.Label>Defender</Menu.Label>}
      {pages.map((page) => (
        <Away key={page.href} href={page.href} words={pageWords(page)} />
      ))}
      {destinations(queries).map(({ name, where, links }) => (
        <div key={name} role="none">
          <Menu.Label>
            {name}, {where}
          </Menu.Label>
          {links.map(({ table, link }) =>
            'href' in link ? (
              <Away key={table} href={link.href} words={table} />
            ) : (
              <Menu.Item key={table} disabled>
                {table}
                <span className={classes.why}>{tooLongWords(link.tooLong)}</span>
              </Menu.Item>
            ),
          )}
        </div>
      ))}
      <Menu.Label>Copy KQL</Menu.Label>
      {queries.map(({ table, kql }) => (
        <Copy key={table} table={table} kql={kql} />
      ))}
      {queries.length === 0 && <Menu.Label className={classes.note}>There is nothing to ask.</Menu.Label>}
    </>
  );
}

function Away({ href, words }: { href: string; words: string }) {
  return (
    <Menu.Item
      component="a"
      href={href}
      target="_blank"
      rel="noopener noreferrer"
      title={`Opens ${hostOf(href)}`}
      rightSection={<IconExternalLink size={14} stroke={1.6} aria-hidden />}
    >
      {words}
      <span className="sr-only"> (opens {hostOf(href)} in a new tab)</span>
    </Menu.Item>
  );
}

/** Copies one query. The menu stays open, so that several can be copied. */
function Copy({ table, kql }: { table: string; kql: string }) {
  const [said, setSaid] = useState<'' | 'Copied' | 'The browser refused'>('');
  const copy = async () => {
    setSaid(
      await navigator.clipboard.writeText(kql).then(
        () => 'Copied' as const,
        () => 'The browser refused' as const,
      ),
    );
    setTimeout(() => setSaid(''), SAID_FOR);
  };
  const Icon = { '': IconCopy, Copied: IconCheck, 'The browser refused': IconX }[said];
  return (
    <Menu.Item
      closeMenuOnClick={false}
      onClick={copy}
      rightSection={
        <span className={classes.said}>
          <span role="status">{said}</span>
          <Icon size={14} stroke={1.6} aria-hidden />
        </span>
      }
    >
      {table}
    </Menu.Item>
  );
}
