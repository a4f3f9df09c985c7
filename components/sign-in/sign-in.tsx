import { Anchor, Code, Paper, Text, Title } from '@mantine/core';
import type { SignInReason } from '@/lib/auth/model';
import { paths } from '@/lib/routes/paths';
import { Mark } from '../shell/mark';
import classes from './sign-in.module.css';

/** What happened, said before what to do. A bad link never says which of the three it is. */
const happened: Record<Exclude<SignInReason, 'asked'>, string> = {
  'signed-out': 'You are signed out.',
  expired: 'Your session has ended. Sign in again and you are back where you were.',
  'bad-link': 'This sign-in link does not work. It was used before, it is too old, or part of it is missing.',
};

/** The sign-in page of local mode. It needs no script. */
export function SignIn({ reason, signedIn }: { reason: SignInReason; signedIn: boolean }) {
  return (
    <main className={classes.page}>
      <Paper withBorder className={classes.card}>
        <div className={classes.product}>
          <Mark size={24} />
          RMM Sightings
        </div>
        <Title order={1} size="h3">
          Sign in with a link
        </Title>
        {reason !== 'asked' && (
          <Text role="status" className={classes.happened} data-bad={reason === 'bad-link' || undefined}>
            {happened[reason]}
          </Text>
        )}
        <Text>
          Open the link that <Code>npm start</Code> printed in the terminal. It works once.
        </Text>
        <Text>
          For a new one, run <Code>npm run sign-in</Code> where the server runs.
        </Text>
        {signedIn && (
          <Text>
            You are signed in already. <Anchor href={paths.home()}>Go to the sightings</Anchor>
          </Text>
        )}
      </Paper>
    </main>
  );
}
