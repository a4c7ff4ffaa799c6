import { createHmac, timingSafeEqual } from "node:crypto";
import type { RowAuthenticator, RowField } from "@keyferry/store";

/** An authenticator of rows on node:crypto, under a key that these tests know. */
export function authenticatorUnder(key: string): RowAuthenticator {
  const mac = (kind: string, fields: readonly RowField[]): Uint8Array => {
    const values = fields.map((field) => (field instanceof Uint8Array ? [...field] : field));
    return createHmac("sha256", key)
      .update(JSON.stringify([kind, values]))
      .digest();
  };
  return {
    mac,
    verify: (kind, fields, code) => {
      const right = mac(kind, fields);
      return code.length === right.length && timingSafeEqual(code, right);
    },
  };
}

/** That of most tests. */
export const authenticator = authenticatorUnder("a key");
