import type { ViewAnswers, ViewName } from "@keyferry/inspect";
import type { AnswerOf, GatewayKind, Operation, RequestOf } from "@keyferry/protocol";
import { call } from "../../src/connection/call.ts";
import { look } from "../../src/connection/look.ts";
import { openKms, type OpenKmsOptions, type TabKms } from "../../src/playground/open-kms.ts";
import { home } from "../../src/playground/tab/home.ts";

/** A KMS that is closed with the test that opened it, and what had gone wrong in it. */
export interface Tab extends Disposable {
  readonly kms: TabKms;
  readonly faults: readonly unknown[];
  /** The sealed lines of its audit trail, oldest first. */
  trail(): Promise<readonly string[]>;
  /** What its root is shown beyond the API. */
  inspect<Name extends ViewName>(view: Name, asked?: object): Promise<ViewAnswers[Name]>;
  /** Calls an operation as the root, by the public gateway unless told otherwise. */
  call<O extends Operation>(operation: O, request: RequestOf<O>, by?: GatewayKind): Promise<AnswerOf<O>>;
}

/** Opens a KMS as the page does. */
export async function openTab(options: Pick<OpenKmsOptions, "state" | "clock"> = {}): Promise<Tab> {
  const faults: unknown[] = [];
  const kms = await openKms({ ...options, version: "0.0.0", onFault: (error) => faults.push(error) });
  return {
    ...{ kms, faults },
    call: (operation, request, by = "public") =>
      call(kms.connections[by], home.accessKey, operation, request),
    trail: async () => (await kms.state()).trail.lines,
    inspect: (view, asked = {}) => look(kms.connections.public, home.accessKey, view, asked),
    [Symbol.dispose]: () => {
      kms.close();
    },
  };
}
