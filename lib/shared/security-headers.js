/**
 * The headers of every answer: next.config.js sends them with what Next answers, lib/auth/http-guard.server.ts with what never
 * reaches Next. The Referrer-Policy is not no-referrer: a form's POST would then carry `Origin: null`, which is refused. The policy
 * is that of answers that are no pages: they may load nothing. proxy.ts replaces it by one with a nonce for pages.
 */
export const securityHeaders = {
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'same-origin',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=(), clipboard-read=(), clipboard-write=(self)',
  'Content-Security-Policy': "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
};
