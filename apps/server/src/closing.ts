/** What must be closed, last opened first. */
export interface Closing {
  /** Adds a step, and hands on what it is about. */
  add<T>(resource: T, close: (resource: T) => unknown): T;
  /**
   * Takes every step, whatever becomes of the others.
   *
   * @throws AggregateError when one has failed
   */
  run(): Promise<void>;
}

/** Remembers what is open. */
export function createClosing(): Closing {
  const steps: (() => unknown)[] = [];
  return {
    add(resource, close) {
      steps.push(() => close(resource));
      return resource;
    },
    async run() {
      const failures: unknown[] = [];
      for (let step = steps.pop(); step !== undefined; step = steps.pop()) {
        try {
          await step();
        } catch (error) {
          failures.push(error);
        }
      }
      if (failures.length > 0) throw new AggregateError(failures, "not everything could be closed");
    },
  };
}
