import { randomBytes } from "node:crypto";
import { newUser, rootPrincipal, userPrincipal, type Principal, type Question } from "@keyferry/access";
import {
  combineBackends,
  createSealer,
  type ClientKeyMaker,
  type CryptoBackend,
  type Sealer,
} from "@keyferry/crypto";
import { createNodeBackend, createNodeReceiver } from "@keyferry/crypto-node";
import { createClientKeyMaker, createSoftwareBackend } from "@keyferry/crypto-software";
import {
  largestPlan,
  makeKey,
  type AuditTrail,
  type CountedMessages,
  type Kms,
  type KmsOptions,
  type MessageLimits,
  type Quotas,
  type RotationHook,
  type Scope,
} from "@keyferry/kms";
import {
  createKey,
  ServiceError,
  type AnswerOf,
  type KeyState,
  type Operation,
  type RequestOf,
} from "@keyferry/protocol";
import { createService as createWholeService } from "@keyferry/service";
import type { InstanceRecord, KeyStore } from "@keyferry/store";
import { createMemoryNonceStore, createMemoryStore } from "@keyferry/store-memory";
import { vi } from "vitest";

export const account = "1000000000000000";
export const otherAccount = "2000000000000000";
export const region = "cn-hangzhou";
const seededInstance = `kst-${"s".repeat(21)}`;
export const day = 86_400_000;
const morning = Date.UTC(2026, 0, 2, 3, 4, 5);

/** What of a call's origin differs from the root's, on the VPC gateway of the one region. */
export type Caller = Partial<
  Pick<Scope, "region" | "gateway" | "instance"> & { principal: Principal; dryRun: boolean }
>;

/** A user of the account with one policy. */
export interface User {
  readonly name: string;
  readonly statements: readonly object[];
}

export interface Service {
  readonly kms: Kms;
  /** The same service, started anew without a rotation hook. */
  readonly withoutHook: () => Kms;
  /** Calls another process of the same service, on the same store. */
  readonly another: (options?: Pick<KmsOptions, "strictProtectionLevel">) => Service["call"];
  readonly store: KeyStore;
  readonly crypto: CryptoBackend;
  /** Milliseconds since the epoch; may be set. */
  readonly clock: { now: number };
  /** How many client keys were made, or begun. */
  readonly clientKeysMade: () => number;
  readonly call: <O extends Operation>(
    operation: O,
    request: RequestOf<O>,
    caller?: Caller,
    trail?: AuditTrail,
  ) => Promise<AnswerOf<O>>;
  /** Makes a key and answers its id. */
  readonly newKey: (request?: RequestOf<typeof createKey>, caller?: Caller) => Promise<string>;
  /** Puts a key into a state, also into those that no operation leads to yet. */
  readonly setState: (keyId: string, state: KeyState) => Promise<void>;
  /** Makes an instance and answers its id. */
  readonly newInstance: (options?: Partial<InstanceRecord>) => Promise<string>;
}

/** The whole service on real parts: a store in memory, OpenSSL and the portable cryptography. */
export async function createService(
  options: {
    /** Ids of an instance's AES keys that are there from the beginning, so that policies can name them. */
    readonly keyIds?: readonly string[];
    readonly users?: readonly User[];
    readonly strictProtectionLevel?: boolean;
    readonly caCertificateChainPem?: string;
    readonly quotas?: Quotas;
    /** How many messages are encrypted under a key version. */
    readonly messageLimits?: MessageLimits;
    readonly onMessagesCounted?: (counted: CountedMessages) => void;
    /** Default true. */
    readonly makesClientKeys?: boolean;
    /** Renews the values of managed secrets. */
    readonly rotationHook?: RotationHook;
    /** Wraps the backend, to watch what goes through it. */
    readonly watch?: (crypto: CryptoBackend) => CryptoBackend;
    /** Wraps the sealer, to watch what goes through it. */
    readonly watchSealer?: (sealer: Sealer) => Sealer;
    /** Wraps the store, to watch what goes through it, or to have it fail. */
    readonly watchStore?: (store: KeyStore) => KeyStore;
    /** Told of each question to access control, before it is decided. */
    readonly onQuestion?: (question: Question) => void | Promise<void>;
  } = {},
): Promise<Service> {
  const {
    keyIds = [],
    users = [],
    strictProtectionLevel = false,
    caCertificateChainPem = null,
    quotas,
    messageLimits,
    onMessagesCounted,
    makesClientKeys = true,
    rotationHook,
    watch = (crypto: CryptoBackend) => crypto,
    watchSealer = (sealer: Sealer) => sealer,
    watchStore = (store: KeyStore) => store,
    onQuestion = () => undefined,
  } = options;
  const clock = { now: morning };
  const rootKey = randomBytes(32);
  const store = createMemoryStore({ clock: () => clock.now });
  const sealer = watchSealer(createSealer(rootKey));
  const crypto = watch(combineBackends([createNodeBackend({ sealer }), createSoftwareBackend({ sealer })]));
  const root = { account, accessKeyId: "root", accessKeySecret: "root-secret" };
  const watched = watchStore(store);
  const clientKeys = countingClientKeys();
  const parts = {
    ...{ crypto, store: watched, sealer, root, region },
    nonces: createMemoryNonceStore(),
    clock: () => clock.now,
    clientKeys: makesClientKeys ? clientKeys.maker : undefined,
    strictProtectionLevel,
    caCertificateChainPem,
    quotas,
    messageLimits,
    onMessagesCounted,
  };
  const compose = (more: Pick<KmsOptions, "rotationHook" | "strictProtectionLevel">): Kms => {
    const { access, kms: composed } = createWholeService({ ...parts, ...more });
    const decide = access.decide.bind(access);
    vi.spyOn(access, "decide").mockImplementation(async (question, view) => {
      await onQuestion(question);
      return decide(question, view);
    });
    return composed;
  };
  const kms = compose({ rotationHook });
  const made = users.map(({ name, statements }) => {
    const policies = [{ Version: "1", Statement: statements }];
    return newUser({ account, entry: { name, policies }, sealer }).user;
  });
  const keys = keyIds.map(async (keyId) => {
    const ids = { keyId, versionId: `${keyId}-${"0".repeat(10)}` };
    const plan = {
      ids,
      spec: "Aliyun_AES_256",
      usage: "ENCRYPT/DECRYPT",
      protectionLevel: "SOFTWARE",
      instance: seededInstance,
      description: "",
    } as const;
    const scope = { account, region };
    const key = await makeKey(crypto, { ...plan, scope, creator: account, now: clock.now });
    return { scope, ...key, tags: [], aliases: [] };
  });
  const instance = { ...anInstance(seededInstance), createdAt: clock.now };
  await store.seed({
    instances: keyIds.length === 0 ? [] : [{ scope: { account, region }, instance }],
    keys: await Promise.all(keys),
    secrets: [],
    groups: [],
    users: made,
    accessKeys: [],
    roles: [],
    recipients: [],
  });
  const home = store.scoped({ account, region });

  const callOf =
    (called: Kms): Service["call"] =>
    async (operation, request, caller = {}, trail = { resources: [], custodies: [], keyVersions: [] }) => {
      const { principal = rootPrincipal(account), dryRun = false, ...origin } = caller;
      const scope: Scope = {
        account: principal.account,
        region,
        gateway: "vpc",
        instance: null,
        sourceAddress: "127.0.0.1",
        fromVpc: true,
        vpc: null,
        secure: false,
        time: clock.now,
        ...origin,
      };
      const view = await watched.view();
      const context = { scope, principal, view, trail, dryRun };
      return called.call(operation, request, context).catch((error: unknown) => {
        throw error instanceof ServiceError ? namedBy(operation, error) : error;
      });
    };

  const call = callOf(kms);
  return {
    kms,
    another: (others) => callOf(compose({ rotationHook, ...others })),
    withoutHook: () => compose({}),
    store,
    crypto,
    clock,
    clientKeysMade: clientKeys.made,
    call,
    newKey: async (request = {}, caller = {}) => (await call(createKey, request, caller)).KeyMetadata.KeyId,
    async setState(keyId, state) {
      const from = ["Enabled", "Disabled", "PendingDeletion", "PendingImport"] as const;
      const deleteAt = state === "PendingDeletion" ? clock.now + 7 * day : null;
      await home.keys.write.changeState(keyId, { from, to: state, deleteAt });
    },
    async newInstance(instance = {}) {
      const record = { ...anInstance(`kst-${"a".repeat(21)}`), createdAt: clock.now, ...instance };
      await home.instances.write.create(record);
      return record.id;
    },
  };
}

function anInstance(id: string): InstanceRecord {
  const connection = { vpcId: "vpc-a", vSwitchIds: ["vsw-a"], zoneIds: ["cn-hangzhou-a"], connectedAt: 0 };
  return {
    ...{ id, name: id, publicAccess: false, createdAt: 0, connection, boundVpcs: [] },
    ...{ plan: largestPlan, deletionProtection: null },
  };
}

/** Codes that any operation may answer: no definition has to name them. */
const common = [
  "InternalFailure",
  "MissingParameter",
  "InvalidParameter",
  "Forbidden.NoPermission",
  "ServiceUnavailableTemporary",
];

/** The refusal, when the operation's definition names its code: an operation that answers another is at fault. */
function namedBy(
  { name, errors, states, secretStates = { Active: null, Deleted: null } }: Operation,
  refusal: ServiceError,
): Error {
  const codes: readonly (string | null)[] = [
    ...common,
    ...errors,
    ...Object.values(states),
    ...Object.values(secretStates),
  ];
  if (codes.includes(refusal.code)) return refusal;
  return new Error(`${name} answers ${refusal.code}, which its definition does not name`, { cause: refusal });
}

/** A maker of client keys that tells how many it was asked for. */
function countingClientKeys(): { readonly maker: ClientKeyMaker; readonly made: () => number } {
  const real = createClientKeyMaker({ keyPairs: createNodeReceiver() });
  let made = 0;
  return {
    made: () => made,
    maker: {
      make(plan) {
        made += 1;
        return real.make(plan);
      },
    },
  };
}

/** A caller who is a user of the account. */
export function as(name: string): Caller {
  return { principal: userPrincipal(account, name) };
}

/** The code that a call is refused with, or `OK`. */
export async function outcomeOf(call: Promise<unknown>): Promise<string> {
  try {
    return firstError(await call) ?? "OK";
  } catch (error) {
    if (error instanceof ServiceError) return error.code;
    throw error;
  }
}

/** Of an answer about several things: the code of the first one that is refused. */
function firstError(answer: unknown): string | undefined {
  const { Errors = [] } = (answer ?? {}) as { readonly Errors?: readonly { readonly Code: string }[] };
  return Errors[0]?.Code;
}

/** The code and the message that a call is refused with. */
export async function refusalOf(
  call: Promise<unknown>,
): Promise<Pick<ServiceError, "code" | "status" | "message">> {
  const error = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof ServiceError)) throw new Error("the call was not refused", { cause: error });
  const { code, status, message } = error;
  return { code, status, message };
}

export function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
