import { MantineProvider, Modal } from '@mantine/core';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { theme } from './theme';

test('the button that closes a dialog has a name', () => {
  const html = renderToStaticMarkup(
    <MantineProvider theme={theme}>
      <Modal opened withinPortal={false} onClose={() => undefined} title="A dialog" />
    </MantineProvider>,
  );
  expect(html).toMatch(/<button[^>]*aria-label="Close"/);
});
