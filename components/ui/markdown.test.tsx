import { expect, test } from 'vitest';
import { Markdown } from './markdown';
import { markup } from './markup';

const html = (text: string) => markup(<Markdown text={text} />).html.replaceAll(/<\/?bdi>| class="[^"]*"| data-tip="[^"]*"/g, '');

test('a note has paragraphs, lists, code, bold, italic and links to the web', () => {
  expect(html('a **b** _c_ `d`\n\n- one\n- two')).toBe(
    '<div><p>a <strong>b</strong> <em>c</em> <code>d</code></p><ul><li>one</li><li>two</li></ul></div>',
  );
  expect(html('see [it](https://t.example/1), or https://t.example/2.')).toContain(
    '<a href="https://t.example/1" target="_blank" rel="noopener noreferrer nofollow">it</a>, or <a href="https://t.example/2"',
  );
  expect(html('```\na\n  b\n```')).toBe('<div><pre>a\n  b</pre></div>');
});

test('HTML is text, other schemes are no links, unseen characters are seen', () => {
  expect(html('<img src=x onerror=alert(1)>')).toBe('<div><p>&lt;img src=x onerror=alert(1)&gt;</p></div>');
  expect(html('[x](javascript:alert)')).not.toContain('<a');
  expect(html('a\u202Eb')).toContain('⟨U+202E⟩');
});

test('a hostile note of 10,000 characters takes no time', () => {
  const began = performance.now();
  html('[**'.repeat(3333));
  html('*_'.repeat(5000));
  expect(performance.now() - began).toBeLessThan(2000);
});
