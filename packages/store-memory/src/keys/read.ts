import type { KeyReader, StoreScope } from "@keyferry/store";
import { isLiving } from "../state/living.ts";
import { pageOf } from "../state/page-of.ts";
import type { Session } from "../state/session.ts";
import { isIn, nameIn } from "../state/state.ts";
import { matches } from "./filter.ts";
import { livingKey, versionsOf, withLivingKey } from "./held-keys.ts";

/** Makes the reader of the keys of one scope. */
export function createKeyReader({ read, now }: Session, scope: StoreScope): KeyReader {
  return {
    byId: (id) => read((state) => livingKey(state, scope, id, now())?.record),

    byVersion: (versionId) =>
      read((state) => {
        const version = state.versions.get(nameIn(scope, versionId));
        return version && withLivingKey(state, version, now());
      }),

    list: (filter, page) =>
      read((state) => {
        const time = now();
        const found = Array.from(state.keys.values())
          .filter(isIn(scope))
          .filter((held) => isLiving(held, time) && matches(state, held, filter, time))
          .map(({ record }) => record);
        return pageOf(found, page);
      }),

    listVersions: (keyId, page) =>
      read((state) => {
        const held = livingKey(state, scope, keyId, now());
        return pageOf(held === undefined ? [] : versionsOf(state, held), page);
      }),
  };
}
