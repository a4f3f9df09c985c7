import NextLink from 'next/link';
import type { ComponentProps } from 'react';

type Props = Omit<ComponentProps<typeof NextLink>, 'prefetch'>;

/**
 * A link to another page of the app. Nothing is fetched before the click: each page is made for the person who asks, so all that Next
 * could fetch ahead is the page's title, and that costs the server a request for each link on the screen.
 */
export function Link(props: Props) {
  return <NextLink prefetch={false} {...props} />;
}
