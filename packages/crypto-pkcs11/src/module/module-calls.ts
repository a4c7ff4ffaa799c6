import type { ModuleFindings, ModuleSettings, OpenedToken, ReceiverKey } from "../calls.ts";
import type { SessionCalls } from "./session-calls.ts";
import type { Session } from "./session/session.ts";

type WithoutSession<Args extends readonly unknown[]> = Args extends readonly [Session, ...infer Others]
  ? Others
  : never;

/** What is done in a session, asked for by whoever has none. */
export type FromOutside<
  Calls extends Readonly<Record<keyof Calls, (session: Session, ...args: never[]) => unknown>>,
> = {
  readonly [Name in keyof Calls]: (
    ...args: WithoutSession<Parameters<Calls[Name]>>
  ) => ReturnType<Calls[Name]>;
};

/** What is done with the token as a whole. */
export interface TokenCalls {
  /** Destroys all that `createKey` made of a key. It fails unless the token was there to tell that nothing is left. */
  readonly undoKey: (versionId: string, id: Uint8Array) => void;
  /** Answers how many objects there were. */
  readonly destroyKey: (versionId: string, id: Uint8Array) => number;
  /** Answers how many objects there were. */
  readonly destroyReceived: (key: ReceiverKey) => number;
  /** Fails while the token is away. */
  readonly checkToken: () => void;
}

/** What an opened module can be asked to do. */
export type OpenedCalls = FromOutside<SessionCalls> & TokenCalls;

/** What the helper process can be asked to do. Bytes are copied on their way; answers are the caller's. */
export type ModuleCalls = OpenedCalls & {
  /** Opens the module. Without `known` it looks at what the module can do. */
  readonly open: (settings: ModuleSettings, known: ModuleFindings | undefined) => OpenedToken;
};

/** Name of a call. */
export type CallName = keyof ModuleCalls;
