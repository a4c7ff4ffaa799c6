import { randomUUID } from "node:crypto";
import { secretUtf8, wipe } from "@keyferry/bytes";
import { controlsPath } from "@keyferry/protocol";
import { contentSha256, signAcs3 } from "@keyferry/signature";
import type { TransportRequest } from "@keyferry/transport";
import type { Connection } from "../connection/connection.ts";

const none: ReadonlyMap<string, string> = new Map();

/**
 * A signed request (ACS3-HMAC-SHA256) to a control of a server under test. It is signed by the time of the system, as the server
 * expects, wherever its own clock is.
 *
 * @param control such as `snapshots/before`
 */
export function signedControl(
  control: string,
  document: object,
  {
    host,
    accessKeyId,
    accessKeySecret,
  }: Pick<Connection, "accessKeyId" | "accessKeySecret"> & { readonly host: string },
): TransportRequest {
  const target = `${controlsPath}${control}`;
  const body = JSON.stringify(document);
  const bytes = secretUtf8(body);
  const secret = secretUtf8(accessKeySecret);
  try {
    const headers: Record<string, string> = {
      accept: "application/json",
      "content-type": "application/json",
      // Every ACS request names an action; here the path, which is signed too, says what is asked.
      "x-acs-action": "Control",
      "x-acs-version": "2016-01-20",
      "x-acs-date": `${new Date().toISOString().slice(0, 19)}Z`,
      "x-acs-signature-nonce": randomUUID(),
      "x-acs-content-sha256": contentSha256(bytes),
    };
    const { authorization } = signAcs3(
      {
        method: "POST",
        path: target,
        query: none,
        parameters: none,
        headers: new Map([["host", host], ...Object.entries(headers)]),
        body: bytes,
      },
      { accessKeyId, accessKeySecret: secret },
    );
    return { method: "POST", target, headers: { ...headers, authorization }, body };
  } finally {
    wipe(bytes, secret);
  }
}
