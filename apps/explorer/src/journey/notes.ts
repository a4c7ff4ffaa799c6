import type { Circumstances, Step } from "./picture/who-sees.ts";

/** What is said below a picture, since it depends on the circumstances, or would be left out by somebody who only praises. */
export type Note =
  | "plaintext"
  | "compareHttp"
  | "eavesdropperHttp"
  | "eavesdropperTls"
  | "noWire"
  | "memory"
  | "newKeyEnds"
  | "ownKeyStays";

/** The notes of a step. */
export function notesAt(step: Step, { withPlaintext, ownKey, wire }: Circumstances): readonly Note[] {
  switch (step) {
    case "dataKey":
      return withPlaintext ? ["plaintext"] : [];
    case "compare":
      return wire === "http" ? ["compareHttp"] : [];
    case "eavesdropper":
      return [({ http: "eavesdropperHttp", tls: "eavesdropperTls", none: "noWire" } as const)[wire]];
    case "operator":
      return ["memory"];
    case "cleanUp":
      return [ownKey ? "ownKeyStays" : "newKeyEnds"];
    default:
      return [];
  }
}
