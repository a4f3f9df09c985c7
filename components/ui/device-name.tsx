import classes from './text.module.css';
import { splitHost, visibleText } from './visible';

/**
 * A device's name on one line: the host tells devices apart and stays whole, the domain they share is dimmed and cut. All
 * of it on hover and when copied; screen readers get it whole, in one piece.
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
