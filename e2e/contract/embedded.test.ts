import { createEmbeddedEngine } from '@/lib/engines/embedded/engine.server';
import { localIdentity } from '@/lib/engines/identity';
import { contract } from './contract';

contract(async (dataDir) => ({ engine: createEmbeddedEngine(dataDir), identity: { ...localIdentity, scope: 'another' } }));
