import { expect, test } from 'vitest';
import { decodePowerShell } from './decode-powershell';

const encode = (text: string) => Buffer.from(text, 'utf16le').toString('base64');
const whoami = encode('whoami /all');

test.each(['-e', '-ec', '-en', '-Enc', '-EncodedCommand', '/enc', '/ENCODEDCOMMAND', '–enc', '--enc', '"-enc"'])(
  '%s is a name of the parameter',
  (name) => {
    expect(decodePowerShell(`powershell.exe -NoP -W Hidden ${name} ${whoami}`)).toEqual({ text: 'whoami /all', isCut: false });
  },
);

test('the value may be quoted and stand inside another command line', () => {
  expect(decodePowerShell(`cmd /c "powershell -enc '${whoami}'"`)?.text).toBe('whoami /all');
  expect(decodePowerShell(`cmd /c "pwsh -nop -enc ${whoami}"`)?.text).toBe('whoami /all');
});

test('the sample’s first intrusion', () => {
  const line =
    '"C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe" -NoP -Enc SQBuAHYAbwBrAGUALQBXAGUAYgBSAGUAcQB1AGUAcwB0AA==';
  expect(decodePowerShell(line)?.text).toBe('Invoke-WebRequest');
});

test.each([
  ['another parameter', `powershell -ExecutionPolicy Bypass -File ${whoami}`],
  ['a name that only begins like it', `powershell -encoding ${whoami}`],
  ['no base64', 'powershell -enc not*base64!'],
  ['base64 of the wrong length', `powershell -enc ${whoami.replaceAll('=', '')}A`],
  ['an odd number of bytes', `powershell -enc ${Buffer.from('abc').toString('base64')}`],
  ['half a surrogate pair', `powershell -enc ${encode('a\ud800')}`],
  ['UTF-8', `powershell -enc ${Buffer.from('whoami', 'utf8').toString('base64')}`],
  ['no value', 'powershell -enc'],
  ['nothing', ''],
])('%s is not decoded', (_, line) => {
  expect(decodePowerShell(line)).toBeNull();
});

test('a value that is none does not hide the one after it', () => {
  expect(decodePowerShell(`x -e none powershell -enc ${whoami}`)?.text).toBe('whoami /all');
});

test('of a long one only the beginning is decoded', () => {
  const decoded = decodePowerShell(`powershell -enc ${encode('a'.repeat(100_000))}`);
  expect(decoded).toEqual({ text: 'a'.repeat(24_576), isCut: true });
});

test('hostile lines cost little', () => {
  const before = performance.now();
  for (const part of ['-e ', '-e" ', ' -', '-e A', 'A', '-eeee']) decodePowerShell(part.repeat(100_000));
  expect(performance.now() - before).toBeLessThan(1000);
});
