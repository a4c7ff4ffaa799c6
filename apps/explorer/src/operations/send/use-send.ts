import type { Operation } from "@keyferry/protocol";
import { useRef, useState } from "preact/hooks";
import { accessKey } from "../../connection/access-key.ts";
import type { Connection } from "../../connection/connection.ts";
import { signedCall, type Sent, type Signing } from "../../connection/signed-call.ts";
import type { Values } from "../../draft/values.ts";
import { messageOf } from "../../connection/message-of.ts";

/** A call that was made: its answer, or that there was none. */
export type Made =
  | {
      readonly kind: "answered";
      readonly sent: Sent;
      readonly parameters: Values;
      readonly signing: Signing;
    }
  | { readonly kind: "failed"; readonly message: string };

/** Sends requests of an operation, one at a time. */
export interface Sender {
  readonly sending: boolean;
  readonly made: Made | undefined;
  /** Does nothing while a request is on its way. */
  readonly send: (parameters: Values, signing: Signing) => void;
}

/** What sends the requests of a form. */
export function useSend(connection: Connection, operation: Operation): Sender {
  const [sending, setSending] = useState(false);
  const [made, setMade] = useState<Made>();
  const busy = useRef(false);
  const key = accessKey.value;
  return {
    ...{ sending, made },
    send(parameters, signing) {
      if (busy.current || key === undefined) return;
      busy.current = true;
      setSending(true);
      signedCall(connection, operation, parameters, key, signing)
        .then(
          (sent) => {
            setMade({ kind: "answered", ...{ sent, parameters, signing } });
          },
          (error: unknown) => {
            setMade({ kind: "failed", message: messageOf(error) });
          },
        )
        .finally(() => {
          busy.current = false;
          setSending(false);
        });
    },
  };
}
