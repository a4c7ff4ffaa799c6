/** Something that is loaded when it is asked for first. */
export interface LoadedOnce<T> {
  /** Loads it, or waits for who is loading it, or has it. Rejects as the load does: whoever comes after that loads again. */
  readonly get: () => Promise<T>;
  /** What was loaded or is being loaded; undefined while nobody has asked for it, and after a load that failed. */
  readonly begun: () => Promise<T> | undefined;
}

/** Has something large loaded once, with the first need of it. A load that fails is forgotten. */
export function loadOnce<T>(load: () => Promise<T>): LoadedOnce<T> {
  let loading: Promise<T> | undefined;
  return {
    get: () =>
      (loading ??= load().catch((error: unknown) => {
        loading = undefined;
        throw error;
      })),
    begun: () => loading,
  };
}
