interface Where {
  dev: boolean;
  /** The origin that signing out leads to: Chromium holds redirects of a form's answer to `form-action` as well. */
  signOutTo?: string | undefined;
}

/**
 * The Content-Security-Policy of a page. Scripts run by nonce, or are loaded by such a script. Styles are files or carry the
 * nonce; only `style` attributes are free, since Mantine and the charts place things with them. In development React
 * evaluates code for its error stacks, and the reload channel is a web socket.
 */
export function contentSecurityPolicy(nonce: string, { dev, signOutTo }: Where): string {
  return [
    `default-src 'none'`,
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${dev ? ` 'unsafe-eval'` : ''}`,
    `style-src 'self' 'nonce-${nonce}'`,
    `style-src-attr 'unsafe-inline'`,
    `img-src 'self' data:`,
    `font-src 'self'`,
    `connect-src 'self'${dev ? ' ws:' : ''}`,
    `object-src 'none'`,
    `base-uri 'none'`,
    `form-action 'self'${signOutTo === undefined ? '' : ` ${signOutTo}`}`,
    `frame-ancestors 'none'`,
  ].join('; ');
}
