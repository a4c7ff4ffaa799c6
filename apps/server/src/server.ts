import { randomBytes, randomUUID } from "node:crypto";
import { join } from "node:path";
import { createAccess } from "@keyferry/access";
import { createGateway } from "@keyferry/gateway";
import { createKms, regions } from "@keyferry/kms";
import type { GatewayKind } from "@keyferry/protocol";
import { lockDataFolder, openSqliteNonceStore, openSqliteStore } from "@keyferry/store-sqlite";
import type { Logger } from "pino";
import { checkOptions, isLoopback } from "./config/check-options.ts";
import type { Options } from "./config/option-table.ts";
import { createCryptoBackends } from "./crypto-backends.ts";
import { createHealth } from "./health.ts";
import { firstInstance } from "./instance.ts";
import { listen, type Listener } from "./listener.ts";
import { openAuditLog } from "./logs.ts";
import { removeReadyFile, writeReadyFile, type Ready } from "./ready-file.ts";
import { openSealer } from "./root-key.ts";
import { applySeed } from "./seed.ts";

const hour = 3_600_000;
/** Half of what a stop may take altogether: the other half is for the stores. */
const drainPatience = 2_500;

/** A running server. */
export interface RunningServer {
  readonly ready: Ready;
  /** Drains, closes, and gives the data folder back. */
  readonly stop: () => Promise<void>;
}

/**
 * Puts the server together and starts it: the one place that chooses adapters.
 *
 * @throws StartError, StoreError when it must not start
 */
export async function startServer(
  options: Options,
  { log, rootKeyText }: { readonly log: Logger; readonly rootKeyText: string | undefined },
): Promise<RunningServer> {
  checkOptions(options);
  const { data, host, region } = options;
  const account = options["account-id"];
  const readyFile = options["ready-file"] ?? join(data, "ready.json");
  const clock = Date.now;
  const closing = createClosing();
  try {
    const lock = lockDataFolder(data);
    closing.add(() => {
      lock.release();
    });
    removeReadyFile(readyFile);
    const store = await openSqliteStore({ file: join(data, "keys.db"), clock });
    closing.add(() => store.close());
    const nonces = await openSqliteNonceStore({ file: join(data, "nonces.db"), clock });
    closing.add(() => nonces.close());

    const rootKeyFile = options["root-key-file"] ?? join(data, "root.key");
    const sealer = await openSealer(store.settings, { file: rootKeyFile, text: rootKeyText });
    const crypto = createCryptoBackends(options.crypto, sealer);
    closing.add(() => crypto.close());
    const access = createAccess({
      credentials: store.credentials,
      sealer,
      root: { account, accessKeyId: options["access-key-id"], accessKeySecret: options["access-key-secret"] },
    });
    closing.add(() => {
      access.close();
    });
    const strictProtectionLevel = options["strict-protection-level"];
    const kms = createKms({ crypto, store, access, clock, random: randomBytes, strictProtectionLevel });

    const scope = { account, region };
    const tools = { store, crypto, sealer, scope, random: randomBytes, now: clock() };
    if (options.seed !== undefined && !(await applySeed(options.seed, tools))) {
      log.info("the store is not empty: the seed was not applied");
    }
    const instance = await firstInstance(store.scoped(scope), tools);
    await kms.purgeDueKeys();
    const purging = setInterval(() => {
      kms.purgeDueKeys().catch((error: unknown) => {
        log.error({ err: error }, "due keys could not be deleted");
      });
    }, hour);
    closing.add(() => {
      clearInterval(purging);
    });

    const audit = await openAuditLog(join(data, "audit.log"));
    closing.add(() => audit.close());
    const health = createHealth({ store, crypto });
    const listeners: Listener[] = [];
    closing.add(() => Promise.all(listeners.map((listener) => listener.close(drainPatience))));
    const open = async (kind: GatewayKind, port: number) => {
      const gateway = createGateway({
        kms,
        access,
        nonces,
        hosts: {
          kind,
          regions,
          defaultRegion: region,
          instances: [{ id: instance.id, region }],
          anyName: !isLoopback(host),
        },
        clock,
        newRequestId: randomUUID,
        requireNonce: options["require-nonce"],
        audit: audit.record,
        onFault: ({ requestId, error }) => {
          log.error({ requestId, err: error }, "a request failed");
        },
      });
      const listener = await listen({ gateway, health, host, port });
      listeners.push(listener);
      return listener.url;
    };
    const ready: Ready = {
      public: await open("public", options["public-port"]),
      vpc: await open("vpc", options["vpc-port"]),
      dedicated: await open("dedicated", options["dedicated-port"]),
      ca: null,
      instanceId: instance.id,
      pid: process.pid,
    };
    writeReadyFile(readyFile, ready);
    closing.add(() => {
      removeReadyFile(readyFile);
    });
    return { ready, stop: () => closing.run() };
  } catch (error) {
    await closing.run().catch((failure: unknown) => {
      log.error({ err: failure }, "the server did not close cleanly");
    });
    throw error;
  }
}

/** What must be closed, last opened first; every step is taken, whatever becomes of the others. */
function createClosing() {
  const steps: (() => unknown)[] = [];
  return {
    add: (step: () => unknown) => void steps.push(step),
    async run(): Promise<void> {
      const failures: unknown[] = [];
      for (let step = steps.pop(); step !== undefined; step = steps.pop()) {
        try {
          await step();
        } catch (error) {
          failures.push(error);
        }
      }
      if (failures.length > 0) throw new AggregateError(failures, "not everything could be closed");
    },
  };
}
