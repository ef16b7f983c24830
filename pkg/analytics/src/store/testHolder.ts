/** A process that holds a store until it is killed; prints the id of the engine's process. For the fault tests. */
import { openStore } from './store';
import { systemDeps } from './testing';

const store = await openStore({ target: { kind: 'embedded', dataDirectory: process.argv[2] ?? '' } }, systemDeps());
const { engine } = await store.health();
process.stdout.write(`${engine?.pid ?? 0}\n`);
setInterval(() => undefined, 60_000);
