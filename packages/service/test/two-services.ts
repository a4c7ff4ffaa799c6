import { randomBytes } from "node:crypto";
import { combineBackends, createRowAuthenticator, createSealer } from "@keyferry/crypto";
import { createNodeBackend } from "@keyferry/crypto-node";
import { createSoftwareBackend } from "@keyferry/crypto-software";
import { createCaller, type Caller } from "@keyferry/sdk";
import { createService, type Service } from "@keyferry/service";
import { createMemoryNonceStore } from "@keyferry/store-memory";
import { createInProcessTransport } from "@keyferry/transport";
import { storePlaces, type StoreKind } from "../../../tools/testing/stores.ts";

const root = { account: "1000000000000000", accessKeyId: "root", accessKeySecret: "secret" };

/** Two services on one store: on a connection each, as two servers have them, where the store has connections. */
export interface World {
  readonly reader: Caller;
  readonly writer: Caller;
  /** Deletes the keys whose time has come. */
  readonly purge: () => Promise<unknown>;
  readonly clock: { now: number };
  readonly close: () => Promise<void>;
}

/** Opens both. */
export async function openWorld(kind: StoreKind): Promise<World> {
  const clock = { now: Date.now() };
  const now = () => clock.now;
  const rootKey = randomBytes(32);
  const sealer = createSealer(rootKey);
  const authenticator = createRowAuthenticator(rootKey);
  const place = storePlaces[kind]({ clock: now, authenticator });
  const stores = [await place.open(), await place.open()] as const;
  const nonces = createMemoryNonceStore({ clock: now });
  const crypto = combineBackends([createNodeBackend({ sealer }), createSoftwareBackend({ sealer })]);
  // What is signed is not old when the clock has moved meanwhile.
  const clocks = { clock: now, signingClock: Date.now };
  const parts = { nonces, crypto, sealer, root, region: "cn-hangzhou", ...clocks };
  const [first, last] = stores.map((store) => createService({ ...parts, store })) as [Service, Service];
  const callerOf = (service: Service) => {
    const door = service.openGateway(service.hostsOf("vpc"));
    return createCaller({ transport: createInProcessTransport({ door }), credentials: root });
  };
  return {
    ...{ reader: callerOf(first), writer: callerOf(last), clock },
    purge: () => last.kms.purgeDueKeys(),
    close: place.close,
  };
}
