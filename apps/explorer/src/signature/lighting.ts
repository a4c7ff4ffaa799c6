import { computed, signal, type ReadonlySignal } from "@preact/signals";

/** Which parameter or header is lit up, in all texts of a page at once; names as `keyOfMark` makes them. */
export interface Lighting {
  /** What is pointed at or, where nothing is, what was pinned. */
  readonly lit: ReadonlySignal<string | undefined>;
  readonly pinned: ReadonlySignal<string | undefined>;
  /** Points at something, or at nothing. */
  readonly point: (key: string | undefined) => void;
  /** Keeps something lit; or no longer, where it is already. */
  readonly pin: (key: string) => void;
}

/** Lighting in which nothing is lit yet. */
export function createLighting(): Lighting {
  const pointed = signal<string | undefined>(undefined);
  const pinned = signal<string | undefined>(undefined);
  return {
    lit: computed(() => pointed.value ?? pinned.value),
    pinned,
    point(key) {
      pointed.value = key;
    },
    pin(key) {
      pinned.value = pinned.value === key ? undefined : key;
    },
  };
}
