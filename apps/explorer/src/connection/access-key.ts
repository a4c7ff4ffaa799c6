import { signal } from "@preact/signals";
import type { AccessKey } from "./connection.ts";

/**
 * The access key that requests are signed with; undefined until somebody has given one. The page keeps it in memory alone:
 * what a browser stores for a tab goes to its disk, and comes back with a tab that is opened again.
 */
export const accessKey = signal<AccessKey | undefined>(undefined);

/** Another number for each access key that was taken, a corrected secret of the same id too: what was asked with it depends on it. */
export const accessKeyNumber = signal(0);

/** Signs with an access key from now on, until the page is left. @param key undefined: with none */
export function useAccessKeyOf(key: AccessKey | undefined): void {
  accessKey.value = key;
  accessKeyNumber.value += 1;
}
