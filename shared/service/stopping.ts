/**
 * The result of `work`, or `instead` once the signal has been aborted for `graceMs`; `work` then goes on unobserved. (A
 * Promise.race against one long-lived promise would keep a reaction for every batch in memory.)
 */
export function unlessStopped<T>(
  work: Promise<T>,
  { signal, graceMs, instead }: { signal: AbortSignal; graceMs: number; instead: T },
): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    let timer: NodeJS.Timeout | undefined;
    const onAbort = (): void => {
      timer = setTimeout(() => resolve(instead), graceMs);
    };
    const release = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
    };
    if (signal.aborted) onAbort();
    else signal.addEventListener('abort', onAbort, { once: true });
    work.then(resolve, reject).finally(release);
  });
}
