import type { TransportRequest } from "@keyferry/transport";

/** A request, but for the parts that are given. */
export function requestWith(parts: Partial<TransportRequest> = {}): TransportRequest {
  return { method: "POST", target: "/", headers: {}, body: "a=1&b=%20", ...parts };
}

/** For calls that may be sent once. */
export const once = { repeatable: false };
