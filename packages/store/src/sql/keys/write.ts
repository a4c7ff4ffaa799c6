import type { KeyWriter } from "../../keys/contract.ts";
import type { KeyState } from "../../keys/records.ts";
import type { StoreScope } from "../../scope.ts";
import type { SqlSession } from "../database/session.ts";
import { createKey } from "./new-key.ts";
import { reserveMessages } from "./messages.ts";
import { changeMaterial, changeState, statesOf } from "./material.ts";
import { setRotation } from "./rotation.ts";
import { changeUsableKey } from "./usable-key.ts";
import { addVersion } from "./versions.ts";

/** Makes the writer of the keys of one scope. */
export function createKeyWriter(session: SqlSession, scope: StoreScope): KeyWriter {
  const usable = (id: string, states: readonly KeyState[]) => ({ scope, id, states, now: session.now() });
  return {
    create: (key, version, tags, quota) =>
      session.write(scope, (tables) =>
        createKey(tables, scope, { key, version, tags }, { quota, now: session.now() }),
      ),
    changeState: (keyId, change) =>
      session.write(scope, (tables) => changeState(tables, usable(keyId, change.from), change)),
    updateDescription: (keyId, description, keyStates) =>
      session.write(scope, (tables) => changeUsableKey(tables, usable(keyId, keyStates), { description })),
    setDeletionProtection: (keyId, protection, keyStates) =>
      session.write(scope, (tables) =>
        changeUsableKey(tables, usable(keyId, keyStates), { deletion_protection: protection }),
      ),
    changeMaterial: (keyId, change) =>
      session.write(scope, (tables) => changeMaterial(tables, usable(keyId, statesOf(change)), change)),
    setRotation: (keyId, intervalSeconds, keyStates) =>
      session.write(scope, (tables) => setRotation(tables, usable(keyId, keyStates), intervalSeconds)),
    addVersion: (version, options) =>
      session.write(scope, (tables) => addVersion(tables, scope, version, options, session.now())),
    reserveMessages: (versionId, messages) =>
      session.write("nothing", (tables) => reserveMessages(tables, scope, versionId, messages)),
  };
}
