import { join } from "node:path";
import { randomSecret } from "@keyferry/bytes";
import { createClosing, type Closing } from "./closing.ts";
import { weaknessOf } from "./config/access-key-strength.ts";
import { checkOptions } from "./config/check-options.ts";
import { isLoopback } from "./config/loopback.ts";
import { withOptionFile } from "./config/option-file.ts";
import type { Options } from "./config/option-table.ts";
import { lockDataFolder } from "./data/databases.ts";
import { dataFolderOf, takeDataFolder } from "./data/data-folder.ts";
import { openFoundation, signingClock } from "./foundation.ts";
import { openGateways } from "./http/gateways.ts";
import { firstInstance } from "./data/instance.ts";
import { openInspection } from "./inspection.ts";
import { openObservation } from "./observation.ts";
import { removeReadyFile, writeReadyFile, type Ready } from "./data/ready-file.ts";
import { createMessageReport } from "./observe/message-report.ts";
import { createMetrics } from "./observe/metrics.ts";
import { openService } from "./open-service.ts";
import { openRotationHook } from "./rotation/open-rotation-hook.ts";
import { startDueWork } from "./due-work.ts";
import type { ServerSurroundings } from "./surroundings.ts";
import { tellClosed } from "./observe/tell-closed.ts";
import { openTestControls, testPartsOf, withRequests } from "./test-controls.ts";
import { openTls } from "./tls/open-tls.ts";

const minute = 60_000;

/** A running server. */
export interface RunningServer {
  readonly ready: Ready;
  /** Drains, closes, and gives the data folder back. */
  readonly stop: () => Promise<void>;
}

/**
 * Puts the server together and starts it.
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

async function open(options: Options, surroundings: ServerSurroundings, closing: Closing): Promise<Ready> {
  const { log, version } = surroundings;
  const { region, "account-id": account } = options;
  const folder = dataFolderOf(options);
  const readyFile = options["ready-file"] ?? (folder === undefined ? undefined : join(folder, "ready.json"));
  const testing = await testPartsOf(options);
  const clock = testing?.clock.now ?? Date.now;
  const random = randomSecret;

  if (folder !== undefined) {
    for (const closed of await withOptionFile("data", () => takeDataFolder(folder))) tellClosed(log, closed);
    closing.add(await lockDataFolder(folder), (lock) => {
      lock.release();
    });
  }
  await withOptionFile("ready-file", () => {
    if (readyFile !== undefined) removeReadyFile(readyFile);
  });
  const metrics = createMetrics({ log });
  const foundation = await openFoundation(options, surroundings, { clock, closing, metrics });
  const { store, sealer, crypto } = foundation;

  const scope = { account, region };
  const rootAccessKeyId = options["access-key-id"];
  const strength = isLoopback(options.host) ? {} : { weaknessOf };
  const dependencies = { store, crypto, sealer, scope, random, now: clock(), rootAccessKeyId, ...strength };
  const { seed, "recipient-ca": ca, "recipient-crl": crl } = options;
  // What vouches for recipients is read without a seed too: that it cannot be is told now, and not when a recipient comes.
  if ((seed ?? ca ?? crl) !== undefined) {
    const certify = await (await import("./recipients/certifier.ts")).openCertifier(options, clock);
    if (seed !== undefined) {
      const { applySeed } = await import("./seed/apply-seed.ts");
      if (!(await applySeed(seed, { ...dependencies, certify }))) {
        log.info("the store is not empty: the seed was not applied");
      }
    }
  }
  const instance = await firstInstance(store.scoped(scope), dependencies);

  const tls = await openTls(options, { sealer, clock: signingClock });
  const { caCertificateChainPem } = tls;
  const ending = new AbortController();
  const rotationHook = await openRotationHook(options, ending.signal);
  const service = openService(options, {
    ...{ foundation, clock, random, caCertificateChainPem, rotationHook, closing },
    onMessagesCounted: createMessageReport({ log, metrics }),
    faults: testing?.faults,
  });
  const observation = await openObservation(options, surroundings, {
    ...{ clock, random, closing, foundation, service, metrics },
  });
  const { reportFault } = observation;
  const doDueWork = startDueWork(service.kms, {
    ...{ closing, ending, reportFault },
    hasRotationHook: rotationHook !== undefined,
  });
  const test =
    testing &&
    (await openTestControls(options, {
      ...testing,
      ...{ foundation, service, observation, onMoved: doDueWork },
    }));
  const gateways = closing.add(
    await openGateways(options, {
      ...{ foundation, service, instance, tls, log, version },
      observation: test === undefined ? observation : withRequests(observation, test.requests),
      controls: test?.controls,
      // Not among the latest requests of a server under test: those are of what is tested.
      inspector: openInspection(options, { foundation, service, observation, clock }),
    }),
    (it) => it.close(),
  );
  closing.add(
    setInterval(() => void renewTls(), minute),
    clearInterval,
  );

  const [receiptKey = null] = observation.receipts?.publicKeys ?? [];
  const ready: Ready = {
    ...gateways.urls,
    ca: tls.caFile,
    instanceId: instance.id,
    receiptKey,
    pid: process.pid,
  };
  if (readyFile !== undefined) {
    await withOptionFile("ready-file", () => {
      writeReadyFile(readyFile, ready);
    });
    closing.add(readyFile, removeReadyFile);
  }
  return ready;

  async function renewTls(): Promise<void> {
    try {
      if (!(await tls.renew())) return;
      gateways.renewTls();
      log.info("the certificate of the gateways is a new one");
    } catch (error) {
      log.error({ err: error }, "the certificate of the gateways could not be renewed; it stays");
    }
  }
}
