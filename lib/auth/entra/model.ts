/** Why a sign-in with Entra did not end in a session. Browser-safe. */

/** What happened and what to do, by its name in the sign-in page's address. Nothing here comes from Entra's own words. */
export const refusalWords = {
  lost: 'This sign-in did not begin in this browser, or it took too long. Begin again.',
  declined: 'The sign-in was cancelled, or consent was declined. Nothing was signed in.',
  consent:
    'Your organisation has not consented to what this application asks for. An administrator of Entra ID has to grant it: API permissions, “Grant admin consent”.',
  'not-assigned':
    'Your account is not assigned to this application. Ask an administrator of Entra ID to assign you the role Viewer, Analyst or Lead.',
  'no-role':
    'Microsoft knows you, but your account has no role here. Ask an administrator of Entra ID to assign you Viewer, Analyst or Lead in this enterprise application, then sign in again.',
  blocked:
    'A policy of your organisation does not let this account sign in here, or the account is locked. Your administrator can see why in Entra’s sign-in log.',
  'other-tenant': 'This account is not of the organisation that this server belongs to. Sign in with another one.',
  'code-used': 'This answer of Entra ID was used before, or it came too late. Begin again.',
  'redirect-uri':
    'Entra ID does not know the address of this server. Its administrator has to add the redirect URI to the app registration, or to correct PUBLIC_URL.',
  secret:
    'Entra ID does not take this server’s client secret: it is wrong or has expired. Its administrator has to set a new ENTRA_CLIENT_SECRET.',
  certificate:
    'Entra ID does not take this server’s certificate: it is not in the app registration, or it has expired. Its administrator has to correct ENTRA_CLIENT_CERTIFICATE.',
  'unknown-app':
    'Entra ID does not know this application in the organisation. Its administrator has to check ENTRA_CLIENT_ID and ENTRA_TENANT_ID.',
  resource:
    'The organisation lacks the service that this server asks for, or the app registration lacks the permission. Its administrator has to check the API permissions.',
  'entra-down': 'Entra ID cannot be reached or does not answer now. Try again in a moment.',
  refused: 'Entra ID refused the sign-in. The server’s log has the number of its error.',
} as const;
export type Refusal = keyof typeof refusalWords;
/** All of them, in the form that a schema takes. */
export const refusals = Object.keys(refusalWords) as [Refusal, ...Refusal[]]; // keys of a constant, of which there are some
