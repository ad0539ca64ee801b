// Node's threads do not inherit the loader that reads TypeScript; this one gets its own.
import { register } from 'tsx/esm/api';

register();
await import('./trainingWorker.ts');
