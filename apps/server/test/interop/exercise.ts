import type { OperationName } from "@keyferry/protocol";
import type { Session } from "./session.ts";

/** What a session does to find out whether an operation works; it rejects when it does not. */
export type Exercise = (session: Session) => Promise<void>;

/** The exercises of some operations. */
export type Exercises<Name extends OperationName> = Readonly<Record<Name, Exercise>>;
