import { secretUtf8, wipe } from "@keyferry/bytes";
import type { Operation } from "@keyferry/protocol";
import { signV1 } from "@keyferry/signature";
import type { AccessKey, Connection, PlainAnswer, PlainRequest } from "./connection.ts";

/** The schemes that a request can be signed by. */
export type Scheme = "V1" | "ACS3" | "ACS4";

/** How a request is signed, and what its answer is to be. */
export interface Signing {
  readonly scheme: Scheme;
  readonly format: "JSON" | "XML";
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Never used before with this access key. */
  readonly nonce: string;
}

/** An answer, and the request that it is of. */
export interface Sent {
  readonly request: PlainRequest;
  readonly answer: PlainAnswer;
  readonly milliseconds: number;
}

/**
 * Makes a request of an operation and signs it.
 *
 * @param parameters text by name, as it travels
 * @throws TypeError for text that cannot be signed
 */
export function signedRequest(
  operation: Pick<Operation, "name" | "version">,
  parameters: Readonly<Record<string, string>>,
  key: AccessKey,
  { format, now, nonce }: Signing,
): PlainRequest {
  const all = new Map(
    Object.entries({
      Action: operation.name,
      Version: operation.version,
      Format: format,
      AccessKeyId: key.id,
      ...(key.securityToken !== undefined && { SecurityToken: key.securityToken }),
      SignatureMethod: "HMAC-SHA1",
      SignatureVersion: "1.0",
      SignatureNonce: nonce,
      Timestamp: new Date(now).toISOString().replace(/\.\d+Z$/, "Z"),
      ...parameters,
    }),
  );
  const secret = secretUtf8(key.secret);
  try {
    const { signature } = signV1({ method: "POST", parameters: all }, secret);
    return {
      method: "POST",
      target: "/",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams([...all, ["Signature", signature]]).toString(),
    };
  } finally {
    wipe(secret);
  }
}

/** Signs a request of an operation and sends it. @throws Error where there is no answer */
export async function signedCall(
  connection: Connection,
  operation: Pick<Operation, "name" | "version">,
  parameters: Readonly<Record<string, string>>,
  key: AccessKey,
  { scheme, format }: Pick<Signing, "scheme" | "format"> = { scheme: "V1", format: "JSON" },
): Promise<Sent> {
  const signing = { scheme, format, now: Date.now(), nonce: crypto.randomUUID() };
  const request = signedRequest(operation, parameters, key, signing);
  const begun = performance.now();
  const answer = await connection.send(request);
  return { request, answer, milliseconds: performance.now() - begun };
}
