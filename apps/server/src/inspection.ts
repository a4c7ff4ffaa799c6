import { loadOnce } from "@keyferry/crypto";
import type { Inspector } from "@keyferry/inspect";
import type { Service } from "@keyferry/service";
import type { Options } from "./config/option-table.ts";
import type { Foundation } from "./foundation.ts";
import type { Observation } from "./observation.ts";
import { sha256 } from "./observe/sha256.ts";

/** What an inspector of a server stands on, beside the options. */
export interface InspectionDependencies {
  readonly foundation: Pick<Foundation, "store">;
  readonly service: Service;
  readonly observation: Pick<Observation, "trail" | "explaining" | "onAnswered" | "reportFault">;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
}

/** What the account's root may look at, loaded when it is asked for first. */
export function openInspection(
  options: Options,
  { foundation, service, observation, clock }: InspectionDependencies,
): () => Promise<Inspector> {
  const { trail, explaining, onAnswered, reportFault } = observation;
  const inspector = loadOnce(async () => {
    const { createInspector } = await import("@keyferry/inspect");
    return createInspector({
      ...{ service, trail, sha256, clock, onAnswered },
      store: foundation.store,
      account: options["account-id"],
      rootAccessKeyId: options["access-key-id"],
      region: options.region,
      refusals: explaining?.list,
      onFault: ({ requestId, error }) => {
        reportFault(error, { requestId, message: "a look at the server failed" });
      },
    });
  });
  return () => inspector.get();
}
