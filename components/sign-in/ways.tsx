import { Anchor, Button, Code, Text } from '@mantine/core';
import type { SignInReason } from '@/lib/auth/params';
import { paths } from '@/lib/routes/paths';
import classes from './sign-in.module.css';

/** In local mode: the link in the terminal. */
export function ByLink() {
  return (
    <>
      <Text>
        Open the link that <Code>npm start</Code> printed in the terminal. It works once.
      </Text>
      <Text>
        For a new one, run <Code>npm run sign-in</Code> where the server runs.
      </Text>
    </>
  );
}

/** Reasons for which signing in with the same account again would fail again. */
const anotherAccount: SignInReason[] = ['no-role', 'not-assigned', 'other-tenant', 'blocked', 'declined'];

/** With Entra ID: a plain link, so that it works before any script runs and no prefetch begins a sign-in. */
export function ByMicrosoft({ reason }: { reason: SignInReason }) {
  return (
    <>
      <Button component="a" href={paths.api.signInEntra()} className={classes.button}>
        Sign in with Microsoft
      </Button>
      {anotherAccount.includes(reason) && (
        <Anchor href={paths.api.signInEntra(new URLSearchParams({ other: '1' }))}>Sign in as someone else</Anchor>
      )}
    </>
  );
}
