import { randomUUID } from "node:crypto";
import { controlsPath } from "@keyferry/protocol";
import { contentSha256, signAcs3 } from "@keyferry/signature";
import { builtIn, type Credential } from "./official-client.ts";
import { send, type RawAnswer } from "./raw-http.ts";

const none: ReadonlyMap<string, string> = new Map();

/** A signed request to a control. */
export interface SignedControl {
  readonly method: "POST";
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Signs a request to the controls of a server: `clock`, `snapshots/NAME`, ...; as the account's root, unless told otherwise. */
export function signedControl(
  origin: string,
  name: string,
  document: object = {},
  { accessKeyId, accessKeySecret }: Credential = builtIn,
): SignedControl {
  const target = `${controlsPath}${name}`;
  const body = JSON.stringify(document);
  const bytes = Buffer.from(body);
  const headers: Record<string, string> = {
    host: new URL(origin).host,
    "content-type": "application/json",
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
      headers: new Map(Object.entries(headers)),
      body: bytes,
    },
    { accessKeyId, accessKeySecret: Buffer.from(accessKeySecret) },
  );
  return { method: "POST", target, headers: { ...headers, authorization }, body };
}

/** Asks a control. */
export async function control(
  origin: string,
  name: string,
  document: object = {},
  credential: Credential = builtIn,
): Promise<RawAnswer & { readonly answer: unknown }> {
  const raw = await send(origin, signedControl(origin, name, document, credential));
  return { ...raw, answer: JSON.parse(raw.body) };
}
