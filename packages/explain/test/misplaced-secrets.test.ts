import { makeRecords } from "@keyferry/audit";
import type { GatewayRequest, Refusal } from "@keyferry/gateway";
import { createBlobDiagnostician } from "@keyferry/kms";
import { everyOperation, type Operation } from "@keyferry/protocol";
import { describe, expect, it } from "vitest";
import { makeExplanation } from "../src/make-explanation.ts";
import { everythingIn } from "./explaining-service.ts";
import { acs, ci, root, v1, withHeader, type Parameters, type Sending } from "../../gateway/test/requests.ts";
import { ask, createService, type ServiceParts } from "../../gateway/test/service.ts";

const secret = "q7Zk2vXw9LpTbN4sRfGh1yJc8DmEaU";
/** Base64 of a key, without anything that would be encoded. */
const plaintext = "c2VjcmV0LWtleS1tYXRlcmlhbC0wMTIzNDU2Nzg5";
const contextValue = "tenantBlueWhale77";

const all = Object.values(everyOperation);
const wrong = { ...ci, secret: "wrong" };

type Make = (operation: Operation, signer: typeof ci) => GatewayRequest;

const versionOf = ({ api }: Operation) => api.slice(api.indexOf("/") + 1);
const hostOf = ({ api }: Operation) => (api.startsWith("sts") ? { host: "sts.aliyuncs.com" } : {});

const byV1 =
  (parameters: (operation: Operation) => Parameters, sending: Sending = {}): Make =>
  (operation, signer) =>
    v1(
      operation.name,
      { Version: versionOf(operation), KeyId: "alias/a", ...parameters(operation) },
      { ...hostOf(operation), signer, ...sending },
    );
const byAcs =
  (headers: Parameters, parameters: Parameters = {}): Make =>
  (operation, signer) =>
    acs("ACS3-HMAC-SHA256", operation.name, parameters, {
      ...hostOf(operation),
      signer,
      headers: { "x-acs-version": versionOf(operation), ...headers },
    });
const afterwards =
  (change: (request: GatewayRequest) => Partial<GatewayRequest>): Make =>
  (operation, signer) => {
    const request = byV1(() => ({}))(operation, signer);
    return { ...request, ...change(request) };
  };
const ownFields = ({ fields }: Operation) =>
  fields.filter((row) => !row.secret && row.name !== "KeyId").map(({ name }) => [name, plaintext] as const);
const secretFields = ({ fields }: Operation) =>
  fields
    .filter((row) => row.secret)
    .map(
      ({ name }) => [name, name.endsWith("Context") ? `{"tenant":"${contextValue}"}` : plaintext] as const,
    );

/** Where somebody could put a secret. */
const places: readonly (readonly [string, Make])[] = [
  [
    "id and secret in each other's place",
    byV1(() => ({}), { signer: { accessKeyId: secret, secret: "LTAI-ci" } }),
  ],
  [
    "the same, by ACS",
    (operation) =>
      acs(
        "ACS3-HMAC-SHA256",
        operation.name,
        {},
        {
          ...hostOf(operation),
          signer: { accessKeyId: secret, secret: "LTAI-ci" },
          headers: { "x-acs-version": versionOf(operation) },
        },
      ),
  ],
  ["the id of a temporary key", byV1(() => ({}), { signer: { accessKeyId: `STS.${secret}`, secret: "s" } })],
  ["a security token", byV1(() => ({ SecurityToken: secret }))],
  ["secret fields", byV1((operation) => Object.fromEntries(secretFields(operation)))],
  ["other fields", byV1((operation) => Object.fromEntries(ownFields(operation)))],
  [
    "other fields, in a form",
    byV1((operation) => Object.fromEntries(ownFields(operation)), { place: "form" }),
  ],
  ["an unknown parameter", byV1(() => ({ Text: plaintext }))],
  ["the name of a parameter", byV1(() => ({ [plaintext]: "" }))],
  ["the name of a part of a map", byV1(() => ({ [`EncryptionContext.${contextValue}`]: "a" }))],
  [
    "a name that is there twice",
    afterwards(({ target }) => ({ target: `${target}&${plaintext}=1&${plaintext}=2` })),
  ],
  ["the action", byV1(() => ({ Action: plaintext }))],
  ["the action, by ACS", byAcs({ "x-acs-action": plaintext })],
  ["the version", byV1(() => ({ Version: plaintext }))],
  ["the form of the answer", byV1(() => ({ Format: plaintext }))],
  ["the region", byV1(() => ({ RegionId: plaintext }))],
  ["the nonce", byV1(() => ({ SignatureNonce: plaintext }))],
  ["the type of the signature", byV1(() => ({ SignatureType: plaintext }))],
  ["the method of the signature", byV1(() => ({ SignatureMethod: plaintext }))],
  ["the time", byV1(() => ({ Timestamp: plaintext }))],
  ["DryRun", byV1(() => ({ DryRun: plaintext }))],
  ["the signature", byV1(() => ({ Signature: plaintext }))],
  ["the path", afterwards(({ target }) => ({ target: `/${plaintext}${target.slice(1)}` }))],
  ["the method", afterwards(() => ({ method: plaintext }))],
  ["a header of its own", byAcs({ "x-acs-secret": plaintext })],
  ["the name of a header", byAcs({ [`x-acs-${plaintext.toLowerCase()}`]: "1" })],
  ...["host", "user-agent", "accept", "date", "content-type", "origin", "sec-fetch-site"].map(
    (name) => [`the header ${name}`, byAcs({ [name]: plaintext })] as const,
  ),
  ...[
    "x-acs-date",
    "x-acs-version",
    "x-acs-signature-nonce",
    "x-acs-security-token",
    "x-acs-accesskey-id",
  ].map((name) => [`the header ${name}`, byAcs({ [name]: plaintext })] as const),
  [
    "what the client says it signed",
    (operation, signer) =>
      withHeader(
        byAcs({})(operation, signer),
        "x-keyferry-string-to-sign",
        btoa(`GET&%2F&AccessKeyId%3D${secret}%26Action%3D${plaintext}%26${plaintext}%3D1`),
      ),
  ],
];

/** What a secret looks like where it was encoded, or made lower case. */
const formsOf = (text: string) => [text, text.toLowerCase(), encodeURIComponent(text), btoa(text)];
const secrets = [secret, plaintext, contextValue].flatMap(formsOf);

describe("a secret in a wrong place", () => {
  it.each(places)("gets neither into an audit record nor into an explanation: %s", async (_, make) => {
    const refusals: Refusal[] = [];
    const kept: ServiceParts[] = [];
    const service = await createService({
      explain: (parts) => {
        kept.push(parts);
        return (refusal) => `http://127.0.0.1/${String(refusals.push(refusal))}`;
      },
    });
    // By somebody who may sign, and by somebody who signs wrongly: what is signed is shown to the latter.
    for (const operation of all) {
      for (const signer of [root, wrong]) await ask(service, make(operation, signer));
    }
    const [parts] = kept;
    if (parts === undefined) throw new Error("nothing explains");
    const dependencies = { access: parts.access, diagnoseBlob: createBlobDiagnostician(parts) };
    const written = service.answered.map((request) =>
      JSON.stringify(makeRecords(request, () => "a pseudonym")),
    );
    for (const refusal of refusals) {
      written.push(everythingIn(await makeExplanation("0".repeat(32), refusal, dependencies)));
    }
    expect(service.faults).toEqual([]);
    expect(refusals.length).toBeGreaterThanOrEqual(all.length);
    const found = secrets.flatMap((text) =>
      written.filter((one) => one.includes(text)).map((one) => `${text} in ${one}`),
    );
    expect(found.slice(0, 3)).toEqual([]);
    await service.close();
  });

  it("is found by the same search where it is written down", () => {
    for (const text of secrets) expect(secrets.some((one) => `...${text}...`.includes(one))).toBe(true);
  });
});
