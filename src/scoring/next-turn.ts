/**
 * Resolves after other work that waits has had a turn: timers, input, messages. Where there is no setImmediate, a message to
 * oneself: browsers make timers wait for milliseconds.
 */
export function nextTurn(): Promise<void> {
  if (typeof setImmediate === 'function') return new Promise((resolve) => setImmediate(resolve));
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(undefined);
  });
}
