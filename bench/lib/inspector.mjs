// Garbage collection in another Node process, through its inspector: what stays after it is what is really held.
import WebSocket from 'ws';

const LISTENING = /Debugger listening on (ws:\/\/127\.0\.0\.1:\d+\/\S+)/;

/** Node arguments that open the inspector on a free port of loopback. */
export const INSPECTED = ['--inspect=127.0.0.1:0'];

/** Connects to a process started with `INSPECTED`. @param log what it has written to its standard error */
export const inspect = async (log) => {
  const url = LISTENING.exec(log)?.[1];
  if (url === undefined) {
    throw new Error(`no inspector listens:\n${log}`);
  }
  const socket = new WebSocket(url);
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  let last = 0;
  const ask = (method) =>
    new Promise((resolve) => {
      const id = (last += 1);
      const listen = (text) => {
        const answer = JSON.parse(text);
        if (answer.id === id) {
          socket.off('message', listen);
          resolve(answer.result);
        }
      };
      socket.on('message', listen);
      socket.send(JSON.stringify({ id, method }));
    });
  return {
    /** Bytes on the heap after everything that is not held was collected. */
    heapAfterCollection: async () => {
      await ask('HeapProfiler.collectGarbage');
      return (await ask('Runtime.getHeapUsage')).usedSize;
    },
    close: () => socket.close(),
  };
};
