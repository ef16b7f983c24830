/** A wait that can be cut short (it then resolves at once). */
export interface Pause {
  done: Promise<void>;
  cancel: () => void;
}

export function pause(ms: number, signal?: AbortSignal): Pause {
  let cancel = (): void => undefined;
  const done = new Promise<void>((resolve) => {
    cancel = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', cancel);
      resolve();
    };
    const timer = setTimeout(() => cancel(), ms);
    if (signal?.aborted) {
      cancel();
    }
    signal?.addEventListener('abort', cancel, { once: true });
  });
  return { done, cancel };
}
