import { fork } from 'node:child_process';

/**
 * Runs a file of this folder in a process of its own and resolves to what it sends. What the compiler has seen of other
 * work changes the speed of code by a fifth; a run in the page has its worker to itself, and so has what is measured.
 *
 * @throws {Error} where the process ends without sending anything
 */
export function inChild<T>(file: string, ...parameters: readonly string[]): Promise<T> {
  return new Promise((resolve, reject) => {
    const child = fork(new URL(file, import.meta.url), parameters);
    child.once('message', (message) => {
      resolve(message as T);
      child.kill();
    });
    child.once('exit', (code) =>
      reject(new Error(`${file} ${parameters.join(' ')} ended with code ${code}`)),
    );
  });
}

/** Sends the answer of a child, which ends with it. */
export function answer(message: object): void {
  process.send!(message);
}
