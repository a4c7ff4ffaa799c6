import { signal } from "@preact/signals";
import type { AccessKey } from "./connection.ts";

const place = "keyferry-access-key";

/** The access key that requests are signed with; undefined until somebody has given one. It ends with the tab. */
export const accessKey = signal<AccessKey | undefined>(undefined);

/** Takes what this tab knew before it was loaded anew, or the built-in one. */
export function recallAccessKey(builtIn: AccessKey | undefined): void {
  accessKey.value = read(sessionStorage.getItem(place)) ?? builtIn;
}

/** Keeps an access key until the tab is closed. */
export function useAccessKeyOf(key: AccessKey): void {
  sessionStorage.setItem(place, JSON.stringify(key));
  accessKey.value = key;
}

/** Forgets the access key; the built-in one, if any, is used again. */
export function forgetAccessKey(builtIn: AccessKey | undefined): void {
  sessionStorage.removeItem(place);
  accessKey.value = builtIn;
}

function read(text: string | null): AccessKey | undefined {
  return text === null ? undefined : (JSON.parse(text) as AccessKey);
}
