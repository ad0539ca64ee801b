/**
 * Resolves in a task of its own, after what already waits in the event loop has had its turn: messages of the
 * page, timers. (A promise alone would not let them in, and a timer of 0 ms is held back to 4 ms in browsers.)
 */
export const nextTask: () => Promise<void> =
  typeof setImmediate === 'function'
    ? () => new Promise((resolve) => setImmediate(resolve))
    : throughMessageChannel();

function throughMessageChannel(): () => Promise<void> {
  const { port1, port2 } = new MessageChannel();
  const waiting: (() => void)[] = [];
  port1.onmessage = () => waiting.shift()?.();
  return () =>
    new Promise((resolve) => {
      waiting.push(resolve);
      port2.postMessage(null);
    });
}
