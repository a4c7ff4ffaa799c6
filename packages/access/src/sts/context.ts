import type { AccessView } from "../decision/evidence.ts";
import type { Principal } from "../principal.ts";
import type { Question, RequestFacts } from "../question.ts";

/** A call's origin: who, from where, and what it touched so far. */
export interface StsContext {
  readonly principal: Principal;
  readonly scope: RequestFacts;
  /** What the request sees of the store. */
  readonly view: AccessView;
  /** Filled while the call runs, for its audit record. */
  readonly trail: {
    readonly resources: string[];
    /** The question that access control answered by no. */
    denied?: Question;
  };
}
