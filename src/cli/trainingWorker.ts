import { parentPort } from 'node:worker_threads';
import type { SessionCommand } from '../training/protocol.ts';
import { TrainingSession } from '../training/session.ts';

/** A session with the main thread at the other end of its port: the page's worker, in Node. */
const port = parentPort!;
const session = new TrainingSession((event) => port.postMessage(event));
port.on('message', (command: SessionCommand) => session.handle(command));
