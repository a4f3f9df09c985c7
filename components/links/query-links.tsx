import type { PortalQuery } from '@/lib/routes/deep-links/model';
import { External } from './external';
import classes from './links.module.css';
import { destinations, tooLongWords } from './words';

/** Links to where one query can be opened; nothing if there is no such place. */
export function QueryLinks({ query }: { query: PortalQuery }) {
  const places = destinations([query]);
  if (places.length === 0) return null;
  const words = (name: string, where: string) => `${name} (${where})`;
  return (
    <span className={classes.row}>
      <span className={classes.what}>Open in</span>
      {places.map(({ name, where, links }) =>
        links.map(({ link }) =>
          'href' in link ? (
            <External key={name} href={link.href}>
              {words(name, where)}
            </External>
          ) : (
            <span key={name} className={classes.what}>
              {words(name, where)}: {tooLongWords(link.tooLong)}
            </span>
          ),
        ),
      )}
    </span>
  );
}
