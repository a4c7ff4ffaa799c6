/** A value, or a promise of it: a synchronous backend costs its callers no promise. */
export type MaybePromise<T> = T | Promise<T>;

/** Applies `next` to a value now, or once its promise has settled. */
export function andThen<T, U>(value: MaybePromise<T>, next: (value: T) => MaybePromise<U>): MaybePromise<U> {
  return value instanceof Promise ? value.then(next) : next(value);
}

/** Runs `work`, and `done` after it whatever happens: at once for a value, once settled for a promise. */
export function andFinally<T>(work: () => MaybePromise<T>, done: () => void): MaybePromise<T> {
  let pending = false;
  try {
    const value = work();
    if (!(value instanceof Promise)) return value;
    pending = true;
    return value.finally(done);
  } finally {
    if (!pending) done();
  }
}
