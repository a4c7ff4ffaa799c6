import { generateKeyPairSync, randomUUID } from "node:crypto";
import { newGroup, newRecipient, newRole, newUser } from "@keyferry/access";
import { createSealer } from "@keyferry/crypto";
import { createNodeBackend } from "@keyferry/crypto-node";
import { createExplanations } from "@keyferry/explain";
import type { AnsweredRequest, Fault } from "@keyferry/gateway";
import { createInspector } from "@keyferry/inspect";
import { createBlobDiagnostician, newInstance } from "@keyferry/kms";
import { createService } from "@keyferry/service";
import { contentSha256, signAcs3 } from "@keyferry/signature";
import { createMemoryNonceStore, createMemoryStore } from "@keyferry/store-memory";
import { createInProcessTransport } from "@keyferry/transport";
import { memoryTrail, sha256 } from "./in-memory-trail.ts";

export const account = "1000000000000000";
export const otherAccount = "2000000000000000";
/** An instance of the first account: its keys have policies. */
export const instanceId = "kst-inspected000000000000";
export const allow = (Action: string) => ({
  Version: "1",
  Statement: [{ Effect: "Allow", Action, Resource: "*" }],
});

/** Secrets of access keys by their ids. */
export const secrets: Readonly<Record<string, string>> = {
  root: "the-secret-of-root",
  "LTAI-courier": "the-secret-of-courier",
  "LTAI-stranger": "the-secret-of-stranger",
};

/** A KMS in this process, with users of two accounts, and what looks on. */
export async function inspectedService() {
  const sealer = createSealer(new Uint8Array(32));
  const store = createMemoryStore({ clock: Date.now });
  const root = { account, accessKeyId: "root", accessKeySecret: secrets["root"] ?? "" };
  const crypto = createNodeBackend({ sealer });
  const service = createService({
    ...{ store, sealer, root, crypto, region: "cn-hangzhou" },
    nonces: createMemoryNonceStore(),
  });
  const users = [
    userOf(account, { name: "courier", groups: ["night-shift"], policies: [allow("kms:ExportDataKey")] }),
    ...["b", "c", "d"].map((name) => userOf(account, { name })),
    userOf(otherAccount, { name: "stranger", policies: [allow("kms:*")] }),
  ];
  const { publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const entry = {
    name: "module-7",
    publicKey: publicKey.export({ format: "pem", type: "spki" }),
    note: "rack 3",
  };
  const certify = () => ({ certificateChain: null, validUntil: Date.parse("2026-01-01T00:00:00Z") });
  const scope = { account, region: "cn-hangzhou" };
  const instance = newInstance(
    { id: instanceId, publicAccess: true },
    { scope, random: (length) => globalThis.crypto.getRandomValues(new Uint8Array(length)), now: Date.now() },
  );
  await store.seed({
    ...{ instances: [{ scope, instance }], keys: [], secrets: [] },
    users: users.map(({ user }) => user),
    accessKeys: users.flatMap(({ accessKeys }) => accessKeys),
    groups: [newGroup({ account, entry: { name: "night-shift", policies: [allow("kms:List*")] } })],
    roles: [newRole({ account, entry: { name: "auditor", policies: [allow("kms:Describe*")] } })],
    recipients: [newRecipient({ account, entry, createdAt: Date.now(), certify })],
  });
  function userOf(
    of: string,
    entryOf: { readonly name: string; readonly groups?: string[]; readonly policies?: object[] },
  ) {
    const id = `LTAI-${entryOf.name}`;
    const withKeys = { ...entryOf, accessKeys: [{ id, secret: secrets[id] ?? "nobody-uses-it" }] };
    return newUser({ account: of, entry: withKeys, sealer });
  }
  const explanations = createExplanations({
    access: service.access,
    diagnoseBlob: createBlobDiagnostician({ store, crypto }),
    random: (length) => globalThis.crypto.getRandomValues(new Uint8Array(length)),
    onFault: ({ error }) => {
      throw error;
    },
  });
  const trail = memoryTrail();
  const told: AnsweredRequest[] = [];
  const faults: Fault[] = [];
  const inspector = createInspector({
    ...{ service, store, account, trail, sha256, region: "cn-hangzhou", rootAccessKeyId: "root" },
    refusals: () => explanations.list(),
    clock: Date.now,
    onAnswered: (request) => told.push(request),
    onFault: (fault) => faults.push(fault),
  });
  const door = service.openGateway(service.hostsOf("public"), {
    explain: (refusal) => `/explain/${explanations.add(refusal)}`,
  });
  const callerAs = (accessKeyId: string) => ({
    transport: createInProcessTransport({ door }),
    credentials: { accessKeyId, accessKeySecret: secrets[accessKeyId] ?? "" },
  });

  /** Asks for a view, as the root unless told otherwise. */
  async function ask(view: string, document: unknown = {}, { as = "root", method = "POST" } = {}) {
    const target = `/_keyferry/inspect/${view}`;
    const body = Buffer.from(typeof document === "string" ? document : JSON.stringify(document));
    const unsigned = new Map([
      ["host", "127.0.0.1:7788"],
      ["content-type", "application/json"],
      ["x-acs-action", "Inspect"],
      ["x-acs-version", "2016-01-20"],
      ["x-acs-date", `${new Date().toISOString().slice(0, 19)}Z`],
      ["x-acs-signature-nonce", randomUUID()],
      ["x-acs-content-sha256", contentSha256(body)],
    ]);
    const none = new Map<string, string>();
    const signed = { method, path: target, query: none, parameters: none, headers: unsigned, body };
    const { authorization } = signAcs3(signed, {
      accessKeyId: as,
      accessKeySecret: Buffer.from(secrets[as] ?? ""),
    });
    const headers = new Map([...unsigned, ["authorization", authorization]]);
    const request = { method, target, headers, body, sourceAddress: "127.0.0.1", secure: false };
    const response = await inspector.handle(request, "public");
    return { ...response, answer: JSON.parse(response.body) as Readonly<Record<string, unknown>> };
  }

  return {
    ask,
    callerAs,
    trail,
    told,
    faults,
    forget: () => {
      explanations.close();
    },
  };
}
