/** Text of strangers in Markdown. Browser-safe. */
import { visibleText } from './visible';

/** Text that Markdown takes for nothing but text, on one line, whoever wrote it. */
export function markdownText(text: string): string {
  return visibleText(text)
    .replace(/[\\`*_{}[\]()#+\-.!|~$@:]/g, '\\$&')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}
