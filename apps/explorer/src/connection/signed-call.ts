import { encodeBase64Url, randomPublic, secretUtf8, wipe } from "@keyferry/bytes";
import type { Operation } from "@keyferry/protocol";
import type { SignatureScheme } from "@keyferry/signature";
import { signatureSteps, type SignatureSteps } from "@keyferry/signature/steps";
import type { AccessKey, Connection, PlainAnswer, PlainRequest } from "./connection.ts";

/** The schemes that a request can be signed by. */
export type Scheme = "V1" | "ACS3" | "ACS4";

const schemes: Readonly<Record<Scheme, SignatureScheme>> = {
  V1: "V1",
  ACS3: "ACS3-HMAC-SHA256",
  ACS4: "ACS4-HMAC-SHA256",
};

/** What is to be called. */
export type Called = Pick<Operation, "name" | "version" | "product" | "methods">;

/** How a request is signed, and what its answer is to be. */
export interface Signing {
  readonly scheme: Scheme;
  readonly format: "JSON" | "XML";
  /** Default: POST, where the operation takes it. */
  readonly method?: "GET" | "POST";
}

/** What a request has only once. */
export interface Stamp {
  /** Milliseconds since the epoch. */
  readonly time: number;
  /** Never used before with this access key. */
  readonly nonce: string;
}

/** An answer, and the request that it is of. */
export interface Sent {
  /** How the request was signed. */
  readonly signed: SignatureSteps;
  readonly request: PlainRequest;
  readonly answer: PlainAnswer;
  readonly milliseconds: number;
}

/** How a call is signed where nobody has chosen. */
export const usualSigning: Signing = { scheme: "V1", format: "JSON" };

/** A time and a nonce for one request. */
export function newStamp(): Stamp {
  // Not `randomUUID`, which browsers keep from pages that came over plain HTTP from another machine.
  return { time: Date.now(), nonce: encodeBase64Url(randomPublic(16)) };
}

/** The methods that an operation takes, the usual one first. */
export function methodsOf({ methods = ["POST", "GET"] }: Pick<Operation, "methods">) {
  return methods;
}

/**
 * Makes a request of an operation and signs it, telling each step.
 *
 * @param parameters text by name, as it travels
 * @throws TypeError for text that cannot be signed, and for an access key id that cannot stand in a header
 */
export function signedSteps(
  { host, facts }: Pick<Connection, "host" | "facts">,
  operation: Called,
  parameters: Readonly<Record<string, string>>,
  key: AccessKey,
  { scheme, format, method = methodsOf(operation)[0] ?? "POST" }: Signing,
  stamp: Stamp,
): SignatureSteps {
  const secret = secretUtf8(key.secret);
  try {
    return signatureSteps({
      scheme: schemes[scheme],
      method,
      host,
      action: operation.name,
      version: operation.version,
      parameters: new Map(Object.entries(parameters)),
      format,
      accessKeyId: key.id,
      accessKeySecret: secret,
      ...(key.securityToken !== undefined && { securityToken: key.securityToken }),
      ...stamp,
      scope: { region: facts.region, product: operation.product },
    });
  } finally {
    wipe(secret);
  }
}

/** What of a signed request a browser sends: it sets `host` itself, and sets no other. */
export function sendable({ request }: SignatureSteps): PlainRequest {
  const headers = Object.entries(request.headers).filter(([name]) => name !== "host");
  return { ...request, headers: Object.fromEntries(headers) };
}

/**
 * Sends what was signed, and takes the time of its answer.
 *
 * @param request default: the request as it was signed
 * @throws Error where there is no answer
 */
export async function sendSigned(
  connection: Connection,
  signed: SignatureSteps,
  request: PlainRequest = sendable(signed),
): Promise<Sent> {
  const begun = performance.now();
  const answer = await connection.send(request);
  return { signed, request, answer, milliseconds: performance.now() - begun };
}

/** Signs a request of an operation and sends it. @throws Error where there is no answer */
export async function signedCall(
  connection: Connection,
  operation: Called,
  parameters: Readonly<Record<string, string>>,
  key: AccessKey,
  signing: Signing = usualSigning,
): Promise<Sent> {
  return sendSigned(connection, signedSteps(connection, operation, parameters, key, signing, newStamp()));
}
