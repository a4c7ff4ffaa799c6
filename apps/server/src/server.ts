import { randomBytes, randomUUID } from "node:crypto";
import { join } from "node:path";
import { createAccess, createSts } from "@keyferry/access";
import { createGateway, createThrottle, type AuditRecord, type Fault } from "@keyferry/gateway";
import { createBlobDiagnostician, createKms, regions } from "@keyferry/kms";
import { lockDataFolder, openSqliteNonceStore, openSqliteStore } from "@keyferry/store-sqlite";
import type { Logger } from "pino";
import { openAuditLog } from "./audit/audit-log.ts";
import { auditToOutput, openAuditFile } from "./audit/audit-sink.ts";
import { checkOptions, isLoopback } from "./config/check-options.ts";
import type { Options } from "./config/option-table.ts";
import { readVpcRanges } from "./config/vpc-ranges.ts";
import { createClosing, type Closing } from "./closing.ts";
import { createCryptoBackends } from "./crypto-backends.ts";
import { forgetExplanations, startExplaining } from "./explain/explaining.ts";
import { openGateways } from "./gateways.ts";
import { firstInstance, knownInstances } from "./instance.ts";
import { createMetrics } from "./metrics.ts";
import { removeReadyFile, writeReadyFile, type Ready } from "./ready-file.ts";
import { openSealer, rootKeySource } from "./root-key.ts";
import { applySeed } from "./seed.ts";
import { gatewayTls, openTls } from "./tls/open-tls.ts";
import { createUnsignedRoutes } from "./unsigned-routes.ts";

const minute = 60_000;
const hour = 60 * minute;

/** What a server is given beside its options. */
export interface ServerSurroundings {
  readonly log: Logger;
  /** The server's own. */
  readonly version: string;
  /** The root key in base64, where it came in a variable. */
  readonly rootKeyText: string | undefined;
  /** The PIN of the hardware module's token, where it came in a variable. */
  readonly pin: string | undefined;
}

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
  surroundings: ServerSurroundings,
): Promise<RunningServer> {
  const { log } = surroundings;
  checkOptions(options);
  const closing = createClosing();
  try {
    const ready = await open(options, surroundings, closing);
    return { ready, stop: () => closing.run() };
  } catch (error) {
    await closing.run().catch((failure: unknown) => {
      log.error({ err: failure }, "the server did not close cleanly");
    });
    throw error;
  }
}

async function open(
  options: Options,
  { log, version, rootKeyText, pin }: ServerSurroundings,
  closing: Closing,
): Promise<Ready> {
  const { data, host, region, "account-id": account } = options;
  const readyFile = options["ready-file"] ?? join(data, "ready.json");
  const clock = Date.now;
  const random = randomBytes;

  closing.add(lockDataFolder(data), (lock) => {
    lock.release();
  });
  removeReadyFile(readyFile);
  const store = closing.add(await openSqliteStore({ file: join(data, "keys.db"), clock }), (it) =>
    it.close(),
  );
  const nonces = closing.add(await openSqliteNonceStore({ file: join(data, "nonces.db"), clock }), (it) =>
    it.close(),
  );

  const sealer = await openSealer(store.settings, rootKeySource(options, rootKeyText));
  const { crypto, module } = closing.add(await createCryptoBackends(options, { sealer, pin }), (it) =>
    it.crypto.close(),
  );
  if (module !== undefined) {
    const custodies = module.capabilities.map(({ custody }) => custody);
    log.info({ custodies, ...module.findings }, "the hardware module is open");
  }
  const root = {
    account,
    accessKeyId: options["access-key-id"],
    accessKeySecret: options["access-key-secret"],
  };
  const access = closing.add(createAccess({ credentials: store.credentials, sealer, root }), (it) => {
    it.close();
  });
  const strictProtectionLevel = options["strict-protection-level"];
  const hostFallback = options["host-fallback"];

  const scope = { account, region };
  const tools = {
    store,
    crypto,
    sealer,
    scope,
    random,
    now: clock(),
    rootAccessKeyId: options["access-key-id"],
  };
  if (options.seed !== undefined && !(await applySeed(options.seed, tools))) {
    log.info("the store is not empty: the seed was not applied");
  }
  const instance = await firstInstance(store.scoped(scope), tools);
  const tls = openTls(options, { sealer, instanceId: instance.id, clock });
  const kms = createKms({
    crypto,
    store,
    access,
    clock,
    random,
    strictProtectionLevel,
    hostFallback,
    caCertificateChainPem: tls.caCertificateChainPem,
  });
  await kms.purgeDueKeys();
  const purge = () => {
    kms.purgeDueKeys().catch((error: unknown) => {
      log.error({ err: error }, "due keys could not be deleted");
    });
  };
  closing.add(setInterval(purge, hour), clearInterval);

  const auditFile = options["audit-log"] ?? join(data, "audit.log");
  const sink = auditFile === "-" ? auditToOutput() : await openAuditFile(auditFile);
  const audit = closing.add(await openAuditLog({ sink, serverVersion: version, clock, log }), (it) =>
    it.close(),
  );
  await forgetExplanations(data);
  const diagnoseBlob = createBlobDiagnostician({ store, crypto });
  const explaining =
    (options.explain ?? isLoopback(host))
      ? closing.add(startExplaining({ data, access, diagnoseBlob, random, log }), (it) => it.close())
      : undefined;
  const metrics = createMetrics();
  const gatewayOptions = {
    kms,
    sts: createSts({ access, credentials: store.credentials, sealer }),
    access,
    nonces,
    clock,
    newRequestId: randomUUID,
    requireNonce: options["require-nonce"],
    vpcOf: readVpcRanges(options),
    ...(options.profile === "alibaba" && { throttle: createThrottle() }),
    audit: (record: AuditRecord) => {
      audit.record(record);
      metrics.count(record);
    },
    onFault: ({ requestId, error }: Fault) => {
      log.error({ requestId, err: error }, "a request failed");
    },
  };
  const hosts = {
    regions,
    defaultRegion: region,
    instances: () => knownInstances(store, instance),
    anyName: !isLoopback(host),
  };
  const checks = [() => store.ping(), () => crypto.random(1), () => module?.ping()];
  const gateways = await openGateways({
    host,
    ports: {
      public: options["public-port"],
      vpc: options["vpc-port"],
      dedicated: options["dedicated-port"],
    },
    gateway: (kind, origin) =>
      createGateway({
        ...gatewayOptions,
        hosts: { ...hosts, kind },
        ...(explaining && { explain: explaining.explain(origin) }),
      }),
    unsignedRoutes: (kind) =>
      createUnsignedRoutes({
        kind,
        checks,
        metrics,
        explanationPages: explaining?.pages({ ...hosts, kind }),
      }),
    tls: gatewayTls(options, tls),
  });
  closing.add(gateways, (it) => it.close());
  const renewTls = () => {
    try {
      if (!tls.renew()) return;
      gateways.renewTls();
      log.info("the certificate of the gateways is a new one");
    } catch (error) {
      log.error({ err: error }, "the certificate of the gateways could not be renewed; it stays");
    }
  };
  closing.add(setInterval(renewTls, minute), clearInterval);

  const ready: Ready = { ...gateways.urls, ca: tls.caFile, instanceId: instance.id, pid: process.pid };
  writeReadyFile(readyFile, ready);
  closing.add(readyFile, removeReadyFile);
  return ready;
}
