import { randomUUID } from "node:crypto";
import { contentSha256, signAcs3 } from "@keyferry/signature";
import { accessKey } from "../access-key.ts";

const utf8 = new TextEncoder();

/** A signed request (ACS3-HMAC-SHA256) to a control of a server under test, without members. */
export function signedControl(origin: string, control: string): Request {
  const url = new URL(`/_keyferry/${control}`, origin);
  const text = "{}";
  const body = utf8.encode(text);
  const headers = {
    accept: "application/json",
    "content-type": "application/json",
    "x-acs-action": "Control",
    "x-acs-version": "2016-01-20",
    "x-acs-date": `${new Date().toISOString().slice(0, 19)}Z`,
    "x-acs-signature-nonce": randomUUID(),
    "x-acs-content-sha256": contentSha256(body),
  };
  const { authorization } = signAcs3(
    {
      ...{ method: "POST", path: url.pathname, query: new Map(), parameters: new Map(), body },
      headers: new Map([["host", url.host], ...Object.entries(headers)]),
    },
    { accessKeyId: accessKey.id, accessKeySecret: utf8.encode(accessKey.secret) },
  );
  return new Request(url, { method: "POST", headers: { ...headers, authorization }, body: text });
}
