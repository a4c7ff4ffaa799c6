/** Tells an observer something. What it throws concerns nobody here, and must not become a fault of what it looks on at. */
export function tellObserver<T>(observer: ((event: T) => void) | undefined, event: T): void {
  try {
    observer?.(event);
  } catch {
    // Nobody is left to be told.
  }
}
