import { expect, test } from 'vitest';
import { parseKql, readSyntax } from './parse';

test.each(['.show tables', ' // .\n.drop table DeviceInfo', '#x\n.set A <| print 1'])('a command is refused: %s', (text) => {
  for (const read of [parseKql, readSyntax])
    expect(() => read(text)).toThrow('1:1 This is a command, since it begins with a dot, and not a query.');
});
