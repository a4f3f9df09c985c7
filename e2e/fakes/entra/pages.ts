/** The few pages that a person sees. Their buttons post to the address that the page came from. */
import { type App, people, type User, users } from './tenant';

const escaped = (text: string) => text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);

const layout = (title: string, body: string) => `<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escaped(title)}</title>
<style>
  body { font: 16px/1.5 system-ui, sans-serif; max-width: 26rem; margin: 10vh auto; padding: 0 1rem; color: #1b1b1b }
  button { display: block; width: 100%; margin: .5rem 0; padding: .7rem 1rem; font: inherit; text-align: left; cursor: pointer }
  p { color: #555 }
</style>
<h1>${escaped(title)}</h1>
${body}
</html>`;

const words = (user: User) =>
  (user.roles.length > 0 ? user.roles.join(', ') : 'no role') + (user.consents ? '' : ', refuses consent');

/** A button for each person. The person whom the request hints at comes first. */
export function choosePage(app: App, hint: string | null): string {
  const isHinted = (user: User) => hint === user.upn || hint === user.name;
  const hinted = users.filter(isHinted);
  const buttons = [...hinted, ...people.filter((user) => !hinted.includes(user))].map(
    (user) =>
      `<button name="user" value="${user.name}"${isHinted(user) ? ' autofocus' : ''}>${escaped(user.displayName)} · ${words(user)}</button>`,
  );
  const note = `<p>This stands in for Entra ID: choose who you are, there is no password. The application is “${escaped(app.name)}”.</p>`;
  return layout('Sign in', `${note}<form method="post">${buttons.join('\n')}</form>`);
}

export function stepUpPage(user: User): string {
  return layout(
    'More is needed',
    `<p>${escaped(user.displayName)}, your organisation wants a second proof for this.</p>
<form method="post"><button name="verified" value="yes">Approve</button></form>`,
  );
}

export function faultPage(message: string): string {
  return layout('Sorry, but we’re having trouble signing you in', `<p>${escaped(message)}</p>`);
}

export function signedOutPage(): string {
  return layout('You signed out of your account', '<p>It’s a good idea to close all browser windows.</p>');
}

/** Sends the browser back to the application with a POST. */
export function formPostPage(to: string, values: Record<string, string>): string {
  const inputs = Object.entries(values).map(
    ([name, value]) => `<input type="hidden" name="${escaped(name)}" value="${escaped(value)}">`,
  );
  const form = `<form method="post" action="${escaped(to)}">${inputs.join('')}<noscript><button>Go on</button></noscript></form>`;
  return layout('Working …', `${form}<script>document.forms[0].submit()</script>`);
}
