/** The product's mark: an eye on a pulse; the same drawing as public/icon.svg. */
export function Mark({ size = 20 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden>
      <rect width="32" height="32" rx="7" fill="var(--accent)" />
      <g fill="none" stroke="#fff" strokeWidth="2.4" strokeLinecap="round" strokeLinejoin="round">
        <path d="M5.5 16c2.6-4.6 6.2-7 10.5-7s7.9 2.4 10.5 7c-2.6 4.6-6.2 7-10.5 7S8.1 20.6 5.5 16z" />
        <path d="M10.5 16h2.2l1.7-3.6 2.8 7 1.8-3.4h2.5" />
      </g>
    </svg>
  );
}
