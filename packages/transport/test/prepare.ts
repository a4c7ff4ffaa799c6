import type { TransportRequest } from "@keyferry/transport";

/** Prepares requests, each with a nonce of its own: `1`, `2` and so on. */
export function preparation(parts: Partial<TransportRequest> = {}): () => TransportRequest {
  let nonce = 0;
  return () => ({
    method: "POST",
    target: "/",
    body: "a=1&b=%20",
    ...parts,
    headers: {
      "content-type": "application/x-www-form-urlencoded",
      "x-acs-signature-nonce": String(++nonce),
      ...parts.headers,
    },
  });
}
