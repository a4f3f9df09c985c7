interface Where {
  dev: boolean;
  /** The origin that the sign-out form redirects to: Chromium applies `form-action` to redirects as well. */
  signOutTo?: string | undefined;
}

/**
 * The Content-Security-Policy of a page. A script runs if it has the nonce or is loaded by one that has it. A style is a file or
 * has the nonce; `style` attributes are allowed, since Mantine and the charts position elements by them. Development also needs
 * `eval` for React's error stacks, and a web socket for hot reload.
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
