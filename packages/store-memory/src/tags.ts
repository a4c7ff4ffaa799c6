import type { StoreScope, TagReader } from "@keyferry/store";
import { livingKey } from "./keys/held-keys.ts";
import type { Session } from "./state/session.ts";

/** Makes the reader of the tags of one scope. */
export function createTagReader({ read, now }: Session, scope: StoreScope): TagReader {
  return { ofKey: (keyId) => read((state) => livingKey(state, scope, keyId, now())?.tags ?? []) };
}
