import type { ModuleFindings, ModuleSettings, OpenedToken } from "../calls.ts";
import { receiverOwner } from "./keys/key-roles.ts";
import { destroyAll } from "./keys/listing.ts";
import { createTokenKeys } from "./keys/token-keys.ts";
import type { FromOutside, OpenedCalls } from "./module-calls.ts";
import { probe } from "./probe/probe.ts";
import { createSessionCalls, type SessionCalls } from "./session-calls.ts";
import type { Session } from "./session/session.ts";
import { openToken } from "./session/token.ts";

/** An opened module: every call but the one that opens it. */
export interface OpenedModule {
  readonly opened: OpenedToken;
  readonly calls: OpenedCalls;
  close(): void;
}

/**
 * Loads a module, logs in to its token and gets to know it.
 *
 * @param known what an earlier look at the same module found, so that it need not be looked at again
 */
export async function openModule(
  settings: ModuleSettings,
  known: ModuleFindings | undefined,
): Promise<OpenedModule> {
  const token = openToken(settings);
  const findings = known ?? (await probe(token));
  const keys = createTokenKeys(token, settings.sessionCopies);
  const run = <T>(work: (session: Session) => T): T => {
    try {
      return token.run(work);
    } finally {
      keys.trim();
    }
  };
  const destroy = (owner: string, id: Uint8Array): number => {
    keys.forget(id);
    return run((session) => destroyAll(session, owner, id));
  };

  const { label, serialNumber } = token;
  return {
    opened: { label, serialNumber, findings },
    calls: {
      ...inSessions(createSessionCalls(keys, findings, settings), run),
      undoKey: (versionId, id) => {
        destroy(versionId, id);
        // In a token that is away SoftHSM finds nothing; a process that has once seen it away always says so here.
        token.check();
      },
      destroyKey: destroy,
      destroyReceived: ({ id }) => destroy(receiverOwner, id),
      checkToken: () => {
        token.check();
      },
    },
    close: () => {
      token.close();
    },
  };
}

/** Each call with a session for it, by `run`. */
function inSessions(
  calls: SessionCalls,
  run: <T>(work: (session: Session) => T) => T,
): FromOutside<SessionCalls> {
  const outside = Object.entries(calls).map(
    ([name, call]: [string, (session: Session, ...args: never[]) => unknown]) => [
      name,
      (...args: never[]) => run((session) => call(session, ...args)),
    ],
  );
  return Object.fromEntries(outside) as FromOutside<SessionCalls>;
}
