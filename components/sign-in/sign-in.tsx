import { Anchor, Paper, Text, Title } from '@mantine/core';
import type { SignInMode } from '@/lib/auth/model';
import type { SignInReason } from '@/lib/auth/params';
import { paths } from '@/lib/routes/paths';
import { Mark } from '../shell/mark';
import { happened, isBad } from './happened';
import classes from './sign-in.module.css';
import { ByLink, ByMicrosoft } from './ways';

interface Props {
  mode: SignInMode;
  reason: SignInReason;
  signedIn: boolean;
}

/** The sign-in page: what happened, then what to do. It needs no script. */
export function SignIn({ mode, reason, signedIn }: Props) {
  return (
    <main className={classes.page}>
      <Paper withBorder className={classes.card}>
        <div className={classes.product}>
          <Mark size={24} />
          RMM Sightings
        </div>
        <Title order={1} size="h3">
          {mode === 'local' ? 'Sign in with a link' : 'Sign in'}
        </Title>
        {reason !== 'asked' && (
          <Text role="status" className={classes.happened} data-bad={isBad(reason) || undefined}>
            {happened[reason]}
          </Text>
        )}
        {mode === 'local' ? <ByLink /> : <ByMicrosoft reason={reason} />}
        {signedIn && (
          <Text>
            You are signed in already. <Anchor href={paths.home()}>Go to the sightings</Anchor>
          </Text>
        )}
      </Paper>
    </main>
  );
}
