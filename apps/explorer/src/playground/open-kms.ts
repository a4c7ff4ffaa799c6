import { copySecret, randomSecret, wipe } from "@keyferry/bytes";
import { createTestClock, type TestClock } from "@keyferry/controls";
import { createPseudonyms, createSealer } from "@keyferry/crypto";
import { createExplanations, explanationPage, explanationPath } from "@keyferry/explain";
import type { AnsweredRequest, Fault, GatewayRequest } from "@keyferry/gateway";
import { createInspector } from "@keyferry/inspect";
import { createBlobDiagnostician, newUuid } from "@keyferry/kms";
import { inspectPath, type GatewayKind } from "@keyferry/protocol";
import { createService } from "@keyferry/service";
import type { Connection } from "../connection/connection.ts";
import { openAdapters } from "./tab/adapters.ts";
import { startDueWork } from "./tab/due-work.ts";
import { createMemoryTrail } from "./tab/memory-trail.ts";
import { sha256 } from "./tab/sha256.ts";
import { plantSeed } from "./seed/plant-seed.ts";
import { endpoints, home } from "./tab/home.ts";
import type { PlaygroundState } from "./state/state-file.ts";
import { connectTab } from "./tab/tab-connection.ts";

/** A whole KMS in this tab. */
export interface TabKms {
  /** What requests go through, by the kind of their gateway. */
  readonly connections: Readonly<Record<GatewayKind, Connection>>;
  /** Goes as the system's does, and ahead of it as far as it was moved. */
  readonly clock: Pick<TestClock, "now" | "ahead">;
  /**
   * Moves the clock forward, and does what has become due: keys are deleted and rotated.
   *
   * @throws ServiceError `InvalidParameter` for a way back, and for more than a century
   */
  advance(milliseconds: number): Promise<void>;
  /** All of it at this moment. Whoever asked wipes the root key. */
  state(): Promise<PlaygroundState>;
  /** Forgets everything. */
  close(): void;
}

/** How a KMS is opened. */
export interface OpenKmsOptions {
  /** What it goes on from; its root key is copied. Undefined: a new one, with a few things in it. */
  readonly state?: PlaygroundState;
  /** Version of Keyferry. */
  readonly version: string;
  /** Told of what goes wrong in the KMS itself. */
  readonly onFault: (error: unknown) => void;
  /** The system's time, in milliseconds since the epoch. */
  readonly clock?: () => number;
}

/**
 * Opens a KMS in this tab: the same service that a server has, on a store in memory.
 *
 * @throws StoreError for a state whose rows do not go together
 */
export async function openKms(options: OpenKmsOptions): Promise<TabKms> {
  const opened: (() => void)[] = [];
  const close = () => {
    for (const end of opened.splice(0).reverse()) end();
  };
  try {
    return { ...(await assemble(options, (end) => opened.push(end))), close };
  } catch (cause) {
    close();
    throw cause;
  }
}

/** @param ending takes what ends a part, as soon as there is something to end; the last is called first */
async function assemble(
  options: OpenKmsOptions,
  ending: (end: () => void) => void,
): Promise<Omit<TabKms, "close">> {
  const { state, version, onFault, clock: signingClock = Date.now } = options;
  const clock = createTestClock(signingClock);
  clock.advance(state?.aheadMs ?? 0);
  const rootKey = state === undefined ? randomSecret(32) : copySecret(state.rootKey);
  ending(() => {
    wipe(rootKey);
  });
  const sealer = createSealer(rootKey);
  const pseudonymOf = createPseudonyms(rootKey);
  const random = randomSecret;
  const newId = () => newUuid(random);

  const adapters = await openAdapters({
    ...{ sealer, snapshot: state?.store, clock: clock.now, signingClock },
  });
  const { store, nonces, crypto } = adapters;
  ending(() => {
    void Promise.all([store.close(), nonces.close(), crypto.close()]).catch(onFault);
  });
  const service = createService({
    ...adapters,
    ...{ sealer, random, clock: clock.now, signingClock },
    root: {
      account: home.account,
      accessKeyId: home.accessKey.id,
      accessKeySecret: home.accessKey.secret,
    },
    region: home.region,
    // Not the platform's: a page that came over plain HTTP has none.
    newRequestId: newId,
  });
  ending(() => {
    service.close();
  });
  const trail = createMemoryTrail({
    ...{ id: newId(), earlier: state?.trail, serverVersion: version },
    ...{ clock: clock.now, pseudonymOf },
  });
  const explanations = createExplanations({
    ...{ access: service.access, diagnoseBlob: createBlobDiagnostician({ store, crypto }), random },
    onFault: ({ error }) => {
      onFault(error);
    },
  });
  ending(() => {
    explanations.close();
  });
  const dueWork = startDueWork(service.kms, onFault);
  ending(() => {
    dueWork.close();
  });

  const observers = {
    onAnswered: (request: AnsweredRequest) => {
      trail.add(request);
    },
    onFault: ({ error }: Fault) => {
      onFault(error);
    },
  };
  const inspector = createInspector({
    ...{ service, store, account: home.account, region: home.region, rootAccessKeyId: home.accessKey.id },
    ...{ trail: trail.source, refusals: () => explanations.list(), sha256, clock: clock.now },
    ...observers,
  });

  const connectionBy = (kind: GatewayKind): Connection => {
    const hosts = service.hostsOf(kind);
    const gateway = service.openGateway(hosts, {
      ...observers,
      explain: (refusal) => endpoints[kind] + explanationPath(explanations.add(refusal)),
    });
    const answer = (request: GatewayRequest) =>
      request.target.startsWith(inspectPath)
        ? inspector.handle(request, kind)
        : (explanationPage(request, { explanations, hosts }) ?? gateway.handle(request));
    return connectTab(kind, { version, answer });
  };
  const connections = {
    public: connectionBy("public"),
    vpc: connectionBy("vpc"),
    dedicated: connectionBy("dedicated"),
  };
  if (state === undefined) {
    await plantSeed({ store, sealer, random, now: clock.now(), connection: connections.public });
  }

  return {
    ...{ connections, clock },
    async advance(milliseconds) {
      clock.advance(milliseconds);
      await dueWork.now();
    },
    state: async () => ({
      rootKey: copySecret(rootKey),
      store: await store.snapshot(),
      trail: trail.kept(),
      aheadMs: clock.ahead(),
    }),
  };
}
