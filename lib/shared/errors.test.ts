import { expect, test, vi } from 'vitest';
import { Fault } from './errors';

class Sub extends Fault {
  static override readonly mark = 'Fault.Sub';
}

test('a fault is one whichever copy of the class made it', async () => {
  vi.resetModules();
  const { Fault: Copy } = await import('./errors');
  expect(Copy).not.toBe(Fault);
  const thrown: unknown = new Copy('conflict', 'busy');
  expect(thrown).toBeInstanceOf(Fault);
  expect(thrown).not.toBeInstanceOf(Sub);
  expect(thrown instanceof Fault && thrown.status).toBe(409);
});

test('a subclass is a fault, a fault no subclass, another error neither', () => {
  expect(new Sub('not-found', 'x')).toBeInstanceOf(Fault);
  expect(new Sub('not-found', 'x')).toBeInstanceOf(Sub);
  expect(new Fault('not-found', 'x')).not.toBeInstanceOf(Sub);
  for (const other of [new Error('x'), null, { mark: 'Fault' }, Object.assign(new Error('x'), { mark: 'Faulty' })]) {
    expect(other).not.toBeInstanceOf(Fault);
  }
});
