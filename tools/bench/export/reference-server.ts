/**
 * What a server could do at best: node:http, a form, an HMAC, the same cryptography with ready key objects. It checks
 * nothing else and keeps nothing.
 *
 *   node reference-server.ts FOLDER   (reads recipients.json there, writes ready.json)
 */
import { createHmac, createPublicKey, createSecretKey, randomBytes, timingSafeEqual } from "node:crypto";
import { constants, createCipheriv, createDecipheriv, publicEncrypt, type KeyObject } from "node:crypto";
import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import {
  bindingOf,
  createSealer,
  parseRecipientKey,
  type BoundBody,
  type RecipientKey,
} from "@keyferry/crypto";
import { anOwner } from "@keyferry/crypto/conformance";
import { createSoftwareBackend } from "@keyferry/crypto-software";
import { accessKey } from "../access-key.ts";

type Wrap = () => Uint8Array | Promise<Uint8Array>;

const [folder = "."] = process.argv.slice(2);
const { keys } = JSON.parse(readFileSync(join(folder, "recipients.json"), "utf8")) as {
  readonly keys: readonly { readonly spec: "RSA_2048" | "EC_SM2"; readonly spki: string }[];
};
const openRsa = rsaWrap();
const openSm2 = await sm2Wrap();
const wraps = new Map<string, Wrap>(
  keys.map(({ spec, spki }) => {
    const der = Buffer.from(spki, "base64");
    if (spec === "EC_SM2") return [spki, openSm2(parseRecipientKey(der, spec))];
    return [spki, openRsa(createPublicKey({ key: der, format: "der", type: "spki" }))];
  }),
);

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => {
    void answer(Buffer.concat(chunks).toString("latin1")).then((body) => {
      const headers = {
        "content-type": "application/json;charset=utf-8",
        "content-length": Buffer.byteLength(body),
      };
      response.writeHead(200, headers).end(body);
    });
  });
});
server.listen(0, "127.0.0.1", () => {
  const { port } = server.address() as AddressInfo;
  const file = join(folder, "ready.json");
  writeFileSync(`${file}.new`, JSON.stringify({ public: `http://127.0.0.1:${String(port)}` }));
  renameSync(`${file}.new`, file);
});

async function answer(text: string): Promise<string> {
  const parameters = new Map<string, string>();
  for (const part of text.split("&")) {
    const equals = part.indexOf("=");
    parameters.set(part.slice(0, equals), decodeURIComponent(part.slice(equals + 1)));
  }
  if (!isSigned(parameters)) throw new Error("the signature is wrong");
  const wrap = wraps.get(parameters.get("PublicKeyBlob") ?? "");
  if (wrap === undefined) throw new Error("the recipient is unknown");
  const exported = Buffer.from(await wrap()).toString("base64");
  return JSON.stringify({ KeyId: "", KeyVersionId: "", ExportedDataKey: exported, RequestId: "" });
}

function isSigned(parameters: ReadonlyMap<string, string>): boolean {
  const canonical = [...parameters.keys()]
    .filter((name) => name !== "Signature")
    .sort()
    .map((name) => `${name}=${encode(parameters.get(name) ?? "")}`)
    .join("&");
  const expected = createHmac("sha1", `${accessKey.secret}&`)
    .update(`POST&%2F&${encode(canonical)}`)
    .digest();
  return timingSafeEqual(expected, Buffer.from(parameters.get("Signature") ?? "", "base64"));
}

function encode(text: string): string {
  return encodeURIComponent(text).replaceAll(
    /[!'()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** AES-256-GCM open, OAEP wrap. */
function rsaWrap(): (recipient: KeyObject) => Wrap {
  const key = createSecretKey(randomBytes(32));
  const [iv, associatedData] = [randomBytes(12), randomBytes(69)];
  const cipher = createCipheriv("aes-256-gcm", key, iv).setAAD(associatedData);
  const sealed = Buffer.concat([cipher.update(randomBytes(32).toString("base64")), cipher.final()]);
  const tag = cipher.getAuthTag();
  return (recipient) => () => {
    const decipher = createDecipheriv("aes-256-gcm", key, iv).setAAD(associatedData).setAuthTag(tag);
    const dataKey = Buffer.from(
      decipher.update(sealed, undefined, "latin1") + decipher.final("latin1"),
      "base64",
    );
    return publicEncrypt(
      { key: recipient, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: "sha256" },
      dataKey,
    );
  };
}

/** The software backend's rewrap, with its key unsealed. */
async function sm2Wrap(): Promise<(recipient: RecipientKey) => Wrap> {
  const backend = createSoftwareBackend({ sealer: createSealer(randomBytes(32)) });
  const identity = {
    owner: anOwner,
    versionId: "00000000-0000-0000-0000-000000000000",
    spec: "Aliyun_AES_256",
  } as const;
  const stored = await backend.createKey({ ...identity, protectionLevel: "SOFTWARE" });
  const target = { key: { ...identity, ...stored }, binding: bindingOf(identity.versionId) };
  const source: BoundBody = { ...target, body: await backend.generateDataKey(target, 32) };
  return (recipient) => async () => (await backend.rewrap(source, recipient, "SM2PKE")).exported;
}
