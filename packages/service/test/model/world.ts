import { rootPrincipal } from "@keyferry/access";
import { combineBackends, createRowAuthenticator, createSealer } from "@keyferry/crypto";
import { createNodeBackend } from "@keyferry/crypto-node";
import { createSoftwareBackend } from "@keyferry/crypto-software";
import { RotationHookError } from "@keyferry/kms";
import { createKey, ServiceError, type AnswerOf, type Operation, type RequestOf } from "@keyferry/protocol";
import { createService, type Service } from "@keyferry/service";
import { createMemoryNonceStore } from "@keyferry/store-memory";
import { storePlaces, type StoreKind } from "../../../../tools/testing/stores.ts";

const account = "1000000000000000";
const region = "cn-hangzhou";
const root = { account, accessKeyId: "root", accessKeySecret: "secret" };

/** What the hook does when it is asked: `apply` fails after it has done its work. */
export type HookMood = "works" | "create fails" | "apply fails";

/** A whole service, asked by its account's root. */
export interface World {
  readonly service: Service;
  readonly call: <O extends Operation>(operation: O, request: RequestOf<O>) => Promise<AnswerOf<O>>;
  readonly clock: { now: number };
  /** How the hook is, set before each step, and how many values it has made. */
  readonly hook: { mood: HookMood; made: number };
  /** Two keys that the service makes, and one that waits for its material. */
  readonly keys: readonly string[];
  /** What imports material into the last key; made once for a day. */
  readonly imports: { until: number; token?: { ImportToken: Uint8Array; PublicKey: Uint8Array } };
  readonly close: () => Promise<void>;
}

/** Opens a service on a new store, with three keys. */
export async function openWorld(kind: StoreKind): Promise<World> {
  const clock = { now: Date.UTC(2026, 0, 2) };
  const now = () => clock.now;
  const rootKey = new Uint8Array(32).fill(3);
  const sealer = createSealer(rootKey);
  const authenticator = createRowAuthenticator(rootKey);
  const place = storePlaces[kind]({ clock: now, authenticator });
  const store = await place.open();
  const crypto = combineBackends([createNodeBackend({ sealer }), createSoftwareBackend({ sealer })]);
  const nonces = createMemoryNonceStore({ clock: now });
  const hook: World["hook"] = { mood: "works", made: 0 };
  const ask = async ({ Step }: { readonly Step: string }) => {
    if (hook.mood.startsWith(Step)) throw new RotationHookError("failed");
    if (Step === "apply") return {};
    hook.made += 1;
    return { SecretData: passwordOf(hook.made) };
  };
  const rotationHook = { timeLimit: 1000, ask };
  const service = createService({
    ...{ store, nonces, crypto, sealer, root, region, clock: now, rotationHook },
  });
  const principal = rootPrincipal(account);
  const origin = { gateway: "vpc", instance: null, sourceAddress: "127.0.0.1", fromVpc: true } as const;
  const call: World["call"] = async (operation, request) => {
    const scope = { ...origin, account, region, vpc: null, secure: false, time: clock.now };
    const trail = { resources: [], custodies: [], keyVersions: [] };
    return service.kms.call(operation, request, { scope, principal, view: await store.view(), trail });
  };
  const keys: string[] = [];
  for (const request of [{}, {}, { Origin: "EXTERNAL" } as const]) {
    keys.push((await call(createKey, request)).KeyMetadata.KeyId);
  }
  return { service, call, clock, hook, keys, imports: { until: 0 }, close: place.close };
}

/** The value that the hook makes at a time. */
export function passwordOf(made: number) {
  return { AccountName: "orders", AccountPassword: `password ${String(made)}` };
}

/** The code that a call is refused with, or its answer. */
export async function outcomeOf<T>(
  call: Promise<T>,
): Promise<{ readonly code: string; readonly answer?: T }> {
  try {
    return { code: "OK", answer: await call };
  } catch (error) {
    if (error instanceof ServiceError && error.status !== 500) return { code: error.code };
    throw error;
  }
}
