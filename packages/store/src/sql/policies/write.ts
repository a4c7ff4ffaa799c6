import type { KeyState } from "../../keys/records.ts";
import type { PolicyWriter } from "../../policies/contract.ts";
import type { StoreScope } from "../../scope.ts";
import type { SqlSession } from "../database/session.ts";
import { changeUsableKey } from "../keys/usable-key.ts";

const anyState: readonly KeyState[] = ["Enabled", "Disabled", "PendingDeletion", "PendingImport"];

/** Makes the writer of the policies of one scope's keys. */
export function createPolicyWriter(session: SqlSession, scope: StoreScope): PolicyWriter {
  return {
    set: (id, policy) =>
      session.write(scope, (tables) =>
        changeUsableKey(tables, { scope, id, states: anyState, now: session.now() }, { policy }),
      ),
  };
}
