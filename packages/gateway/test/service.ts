import { randomBytes } from "node:crypto";
import { type Access, newRole, newUser } from "@keyferry/access";
import { combineBackends, createSealer, type CryptoBackend } from "@keyferry/crypto";
import { createNodeBackend, createNodeReceiver } from "@keyferry/crypto-node";
import { createClientKeyMaker, createSoftwareBackend } from "@keyferry/crypto-software";
import type {
  AnsweredRequest,
  Fault,
  Gateway,
  GatewayOptions,
  GatewayRequest,
  GatewayResponse,
  SignedWork,
} from "@keyferry/gateway";
import {
  contentTypes,
  describeRegions,
  encodeBase64,
  encrypt,
  readAnswer,
  ServiceError,
  type Answered,
  type GatewayKind,
  type Operation,
} from "@keyferry/protocol";
import type { InstanceRecord, KeyStore } from "@keyferry/store";
import { createMemoryNonceStore, createMemoryStore } from "@keyferry/store-memory";
import { largestPlan } from "@keyferry/kms";
import { createService as createWholeService } from "@keyferry/service";
import { bytes, ci, off, root, start, v1, type Parameters, type Sending } from "./requests.ts";

export const account = "1000000000000000";
export const region = "cn-hangzhou";
export const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
/** The instance whose dedicated gateway is open, and one of another region. */
export const here = `kst-${"a".repeat(21)}`;
export const elsewhere = `kst-${"b".repeat(21)}`;

/** The host that a request to each gateway names. */
export const hosts: Readonly<Record<GatewayKind, string>> = {
  public: "kms.cn-hangzhou.aliyuncs.com",
  vpc: "kms-vpc.cn-hangzhou.aliyuncs.com",
  dedicated: `${here}.cryptoservice.kms.aliyuncs.com`,
};

/** A connected instance. */
export function anInstance(id: string): InstanceRecord {
  const connection = { vpcId: "vpc-a", vSwitchIds: ["vsw-a"], zoneIds: ["cn-hangzhou-a"], connectedAt: 0 };
  return {
    ...{ id, name: id, publicAccess: false, createdAt: start, connection, boundVpcs: [] },
    ...{ plan: largestPlan, deletionProtection: null },
  };
}

/** What the gateways of a service stand on. */
export interface ServiceParts {
  readonly access: Access;
  readonly store: KeyStore;
  readonly crypto: CryptoBackend;
}

export interface Service {
  readonly gateways: Readonly<Record<GatewayKind, Gateway>>;
  readonly store: KeyStore;
  readonly crypto: CryptoBackend;
  /** What the gateways have told of the requests that were answered. */
  readonly answered: AnsweredRequest[];
  readonly faults: Fault[];
  /** Milliseconds since the epoch; may be set. */
  readonly clock: { now: number };
  /** Milliseconds that requests take; may be set. */
  readonly timer: { now: number };
  /** Sends a V1 request that asks for JSON. */
  readonly send: (
    action: string,
    parameters?: Parameters,
    sending?: Sending & { readonly kind?: GatewayKind },
  ) => Promise<GatewayResponse>;
  /** Makes a key and answers its id. */
  readonly newKey: (parameters?: Parameters) => Promise<string>;
  /** Encrypts a text; base64 of the blob. */
  readonly blobOf: (keyId: string, text?: string) => Promise<string>;
  /** Answers a signed request that asks for no operation. */
  readonly answerSigned: (request: GatewayRequest, work: SignedWork) => Promise<GatewayResponse>;
  readonly close: () => Promise<void>;
}

/** How a service is made. */
export type ServiceOptions = Partial<
  Pick<
    GatewayOptions,
    | "throttle"
    | "failureLimit"
    | "vpcOf"
    | "onAnswered"
    | "onFault"
    | "allowedOrigins"
    | "signingClock"
    | "prove"
  >
> & {
  readonly requireNonce?: boolean;
  readonly anyName?: boolean;
  readonly instances?: readonly { readonly id: string; readonly region: string }[];
  /** Wraps the backend, to watch what goes through it. */
  readonly watch?: (crypto: CryptoBackend) => CryptoBackend;
  /** Wraps the store, to watch what is looked up in it. */
  readonly watchStore?: (store: KeyStore) => KeyStore;
  /** Makes what explains refusals. */
  readonly explain?: (parts: ServiceParts) => NonNullable<GatewayOptions["explain"]>;
};

/** Three gateways over one service on real parts: a store in memory, OpenSSL and the portable cryptography. */
export async function createService(options: ServiceOptions = {}): Promise<Service> {
  const {
    anyName = false,
    requireNonce = false,
    watch = (crypto: CryptoBackend) => crypto,
    watchStore = (store: KeyStore) => store,
    explain,
    instances = [
      { id: here, region },
      { id: elsewhere, region: "cn-beijing" },
    ],
    throttle,
    failureLimit,
    vpcOf,
    signingClock,
    ...observers
  } = options;
  const clock = { now: start };
  const timer = { now: 0 };
  const now = () => clock.now;
  const rootKey = randomBytes(32);
  const store = createMemoryStore({ clock: now });
  const nonces = createMemoryNonceStore({ clock: now });
  const sealer = createSealer(rootKey);
  const crypto = watch(combineBackends([createNodeBackend({ sealer }), createSoftwareBackend({ sealer })]));
  const whole = createWholeService({
    ...{ store: watchStore(store), nonces, crypto, sealer, region, requireNonce, clock: now },
    ...{ throttle, failureLimit, vpcOf, signingClock },
    clientKeys: createClientKeyMaker({ keyPairs: createNodeReceiver() }),
    timer: () => timer.now,
    root: { account, accessKeyId: root.accessKeyId, accessKeySecret: root.secret },
  });
  const { access } = whole;
  const nothing = { instances: [], keys: [], secrets: [], groups: [], recipients: [] };
  await store.seed({ ...nothing, ...usersOf(), roles: [readerRole()] });
  for (const { id, region: its } of instances) {
    const home = store.scoped({ account, region: its });
    await home.instances.write.create(anInstance(id));
  }

  const answered: AnsweredRequest[] = [];
  const faults: Fault[] = [];
  const explaining = explain && { explain: explain({ access, store, crypto }) };
  const looking = {
    onAnswered: (request: AnsweredRequest) => void answered.push(request),
    onFault: (fault: Fault) => void faults.push(fault),
    ...observers,
  };
  const open = (kind: GatewayKind) =>
    whole.openGateway(whole.hostsOf(kind, { anyName }), { ...looking, ...explaining });
  const gateways = { public: open("public"), vpc: open("vpc"), dedicated: open("dedicated") };

  const send: Service["send"] = (action, parameters, { kind = "public", ...sending } = {}) =>
    gateways[kind].handle(v1(action, parameters, { host: hosts[kind], ...sending }));
  return {
    gateways,
    store,
    crypto,
    answered,
    faults,
    clock,
    timer,
    send,
    answerSigned: (request, work) => whole.answerSigned(request, work, { ...looking, kind: "public" }),
    newKey: async (parameters) => keyIdIn(await send("CreateKey", parameters)),
    blobOf: async (KeyId, text = "a data key") => {
      const Plaintext = encodeBase64(bytes(text));
      const response = await send("Encrypt", { KeyId, Plaintext }, { kind: "vpc" });
      return encodeBase64(answerOf(encrypt, response).CiphertextBlob);
    },
    close: async () => {
      await store.close();
      await nonces.close();
    },
  };

  function usersOf() {
    const keys = [ci, off].map(({ accessKeyId: id, secret }) => ({ id, secret }));
    const actions = ["kms:Encrypt", "kms:DescribeKey", "sts:AssumeRole"];
    const policy = { Version: "1", Statement: [{ Effect: "Allow", Action: actions, Resource: "*" }] };
    const { user, accessKeys } = newUser({
      account,
      entry: { name: "ci", accessKeys: keys, policies: [policy] },
      sealer,
    });
    const switched = accessKeys.map((key) => ({ ...key, active: key.id !== off.accessKeyId }));
    return { users: [user], accessKeys: switched };
  }
}

/** A role of the account that may describe keys, from one VPC too. */
function readerRole() {
  const describe = { Effect: "Allow", Action: "kms:DescribeKey", Resource: "*" };
  const encrypt = {
    Effect: "Allow",
    Action: "kms:Encrypt",
    Resource: "*",
    Condition: {
      StringEquals: { "acs:SourceVpc": "vpc-orders" },
      IpAddress: { "acs:VpcSourceIp": "192.0.2.0/24" },
    },
  };
  const policies = [{ Version: "1", Statement: [describe, encrypt] }];
  return newRole({ account, entry: { name: "reader", policies } });
}

/** Reads an answer in the form that its content type says. @throws ServiceError the error that it holds */
export function answerOf<O extends Operation>(operation: O, response: GatewayResponse): Answered<O> {
  const { status, body: text } = response;
  return readAnswer(operation, { status, text, format: formatOf(response) });
}

/** The error that an answer holds. */
export function refusalIn(response: GatewayResponse): ServiceError {
  try {
    answerOf(describeRegions, response);
  } catch (error) {
    if (error instanceof ServiceError) return error;
    throw error;
  }
  throw new Error("the request was not refused");
}

/** The code that an answer holds, or `OK`. */
export function outcomeIn(response: GatewayResponse): string {
  return response.status === 200 ? "OK" : refusalIn(response).code;
}

/** The form of an answer, by its content type. */
export function formatOf({ headers }: GatewayResponse): "JSON" | "XML" {
  const type = headers["content-type"];
  if (type === contentTypes.JSON) return "JSON";
  if (type === contentTypes.XML) return "XML";
  throw new Error(`${String(type)} is no content type of the service`);
}

/** Sends a request to the public gateway of a service. */
export function ask({ gateways }: Service, request: GatewayRequest): Promise<GatewayResponse> {
  return gateways.public.handle(request);
}

function keyIdIn({ body }: GatewayResponse): string {
  return (JSON.parse(body) as { readonly KeyMetadata: { readonly KeyId: string } }).KeyMetadata.KeyId;
}
