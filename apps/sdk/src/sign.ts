import { secretUtf8, wipe } from "@keyferry/bytes";
import { contentSha256, percentEncode, signAcs3 } from "@keyferry/signature";
import type { TransportRequest } from "@keyferry/transport";
import type { Credentials } from "./credentials.ts";

const formType = "application/x-www-form-urlencoded";
const empty: ReadonlyMap<string, string> = new Map();

/** What is to be asked of the service, and by whom. */
export interface Unsigned {
  /** Host that the request will name, with its port. */
  readonly host: string;
  readonly action: string;
  readonly version: string;
  readonly parameters: ReadonlyMap<string, string>;
  /** Headers that are not signed, by lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly credentials: Credentials;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Never used before with this access key. */
  readonly nonce: string;
}

/** A signed request (ACS3-HMAC-SHA256). Parameters travel in the body: addresses end up in logs, bodies do not. */
export function signedRequest(unsigned: Unsigned): TransportRequest {
  const { host, action, version, parameters, credentials, now, nonce } = unsigned;
  const { accessKeyId, accessKeySecret, securityToken } = credentials;
  const body = formOf(parameters);
  const bodyBytes = secretUtf8(body);
  const secret = secretUtf8(accessKeySecret);
  try {
    const headers: Record<string, string> = {
      accept: "application/json",
      "content-type": formType,
      "x-acs-action": action,
      "x-acs-version": version,
      "x-acs-date": `${new Date(now).toISOString().slice(0, 19)}Z`,
      "x-acs-signature-nonce": nonce,
      "x-acs-content-sha256": contentSha256(bodyBytes),
      ...(securityToken !== undefined && {
        "x-acs-security-token": securityToken,
        "x-acs-accesskey-id": accessKeyId,
      }),
    };
    const { authorization } = signAcs3(
      {
        method: "POST",
        path: "/",
        query: empty,
        parameters,
        headers: new Map([["host", host], ...Object.entries(headers)]),
        body: bodyBytes,
      },
      { accessKeyId, accessKeySecret: secret },
    );
    return { method: "POST", target: "/", headers: { ...headers, ...unsigned.headers, authorization }, body };
  } finally {
    wipe(bodyBytes, secret);
  }
}

function formOf(parameters: ReadonlyMap<string, string>): string {
  return Array.from(parameters, ([name, value]) => `${percentEncode(name)}=${percentEncode(value)}`).join(
    "&",
  );
}
