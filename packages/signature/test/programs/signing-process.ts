/** Signs requests, each with a new secret of 30 bytes, and wipes the secret. */
import { contentSha256, signAcs3, signAcs4, signV1 } from "@keyferry/signature";
import { joinSecret, publicBytesOf, randomSecret, wipe } from "@keyferry/bytes";
import { reportSecrets, turned } from "../../../../tools/testing/report-secrets.ts";

/** A scheme, with whose key the process signs. */
export type Scheme = keyof typeof keys;

/** What the program is told. */
export interface Order {
  readonly scheme: Scheme;
  readonly count: number;
}

const body = new Uint8Array(0);
const headers = new Map([
  ["host", "kms.cn-hangzhou.aliyuncs.com"],
  ["x-acs-action", "ListKeys"],
  ["x-acs-version", "2016-01-20"],
  ["x-acs-date", "2026-11-30T12:00:00Z"],
  ["x-acs-signature-nonce", "a nonce"],
  ["x-acs-content-sha256", contentSha256(body)],
]);
const request = {
  method: "POST",
  path: "/",
  query: new Map(),
  parameters: new Map(),
  headers,
  body,
} as const;
const scope = { region: "cn-hangzhou", product: "kms" } as const;

/** Signs with a secret, and answers the key of the first HMAC that it does. */
const keys = {
  V1: (secret: Uint8Array) => {
    signV1({ method: "POST", parameters: new Map([["Action", "ListKeys"]]) }, secret);
    return joinSecret(secret, publicBytesOf(0x26));
  },
  ACS3: (secret: Uint8Array) => {
    signAcs3(request, { accessKeyId: "id", accessKeySecret: secret });
    return joinSecret(secret);
  },
  ACS4: (secret: Uint8Array) => {
    signAcs4(request, { accessKeyId: "id", accessKeySecret: secret, ...scope });
    return joinSecret(publicBytesOf(...Buffer.from("aliyun_v4")), secret);
  },
};

/** HMAC pads a key with zeros and turns its bits: with 0x36 first, then with 0x5c. */
function padded(key: Uint8Array, bits: number): Uint8Array {
  const report = turned(key);
  report.forEach((byte, at) => {
    report[at] = byte ^ bits;
  });
  return report;
}

reportSecrets(({ scheme, count }: Order) =>
  Array.from({ length: count }, () => {
    const secret = randomSecret(30);
    const key = keys[scheme](secret);
    const reports = [turned(secret), turned(key), padded(key, 0x36), padded(key, 0x5c)];
    wipe(secret, key);
    return reports;
  }).flat(),
);
