import classes from './text.module.css';
import { splitHost, visibleText } from './visible';

/**
 * A device’s name on one line. The host is never cut, because it tells devices apart; the domain, which they share, is dimmed
 * and may be cut. Hover, copying and screen readers give the whole name.
 */
export function DeviceName({ name }: { name: string }) {
  const shown = visibleText(name);
  const { host, domain } = splitHost(shown);
  return (
    <bdi className={classes.value} data-tip={shown} data-tip-when="cut" data-copy={name}>
      <span className="sr-only">{shown}</span>
      <span className={classes.host} aria-hidden>
        {host}
      </span>
      <span className={classes.domain} aria-hidden>
        {domain}
      </span>
    </bdi>
  );
}
