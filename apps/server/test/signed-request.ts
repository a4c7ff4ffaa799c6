import { createHmac, randomUUID } from "node:crypto";
import { builtIn, type Credential, type Method } from "./official-client.ts";

/** What makes a signed request special. */
export interface Signing {
  readonly credential?: Credential;
  readonly method?: Method;
}

/** The parameters of a request, signed by signature version 1.0 as its documents say: by hand, to have a second opinion. */
export function signedQuery(
  parameters: Readonly<Record<string, string>>,
  { credential = builtIn, method = "GET" }: Signing = {},
): string {
  const all: Readonly<Record<string, string>> = {
    Version: "2016-01-20",
    AccessKeyId: credential.accessKeyId,
    SignatureMethod: "HMAC-SHA1",
    SignatureVersion: "1.0",
    SignatureNonce: randomUUID(),
    Timestamp: `${new Date().toISOString().slice(0, 19)}Z`,
    ...parameters,
  };
  const query = Object.keys(all)
    .sort()
    .map((name) => `${encode(name)}=${encode(all[name] ?? "")}`)
    .join("&");
  const hmac = createHmac("sha1", `${credential.accessKeySecret}&`);
  const signature = hmac.update(`${method}&%2F&${encode(query)}`).digest("base64");
  return `${query}&Signature=${encode(signature)}`;
}

function encode(text: string): string {
  return encodeURIComponent(text).replaceAll(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
