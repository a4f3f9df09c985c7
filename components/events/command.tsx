import { CopyButton } from '@/components/ui/copy';
import { visibleText } from '@/components/ui/visible';
import { decodePowerShell } from './decode-powershell';
import classes from './event-detail.module.css';

/** A command line whole, and under it what it holds encoded for PowerShell: text that is shown, never run. */
export function Command({ name, text }: { name: string; text: string }) {
  const decoded = decodePowerShell(text);
  return (
    <section aria-label={name}>
      <h2>{name}</h2>
      <Code text={text} copies={name.toLowerCase()} />
      {decoded && (
        <>
          <h3 className={classes.decoded}>
            Decoded <span className={classes.about}>from -EncodedCommand{decoded.isCut && '; only its beginning'}</span>
          </h3>
          <Code text={decoded.text} copies="decoded command" />
        </>
      )}
    </section>
  );
}

function Code({ text, copies }: { text: string; copies: string }) {
  return (
    <div className={classes.command}>
      <code>
        <bdi>{visibleLines(text)}</bdi>
      </code>
      <CopyButton text={text} label={copies} size={16} />
    </div>
  );
}

/** Line breaks are marked and break the line. */
const visibleLines = (text: string) => text.split('\n').map(visibleText).join('␊\n');
