import { setTimeout as sleep } from "node:timers/promises";
import type { Controls, Faults, LatestRequests, TestClock } from "@keyferry/controls";
import type { Service } from "@keyferry/service";
import type { Options } from "./config/option-table.ts";
import type { Foundation } from "./foundation.ts";
import type { Observation } from "./observation.ts";

/** What a server under test has from its beginning. */
export interface TestParts {
  readonly clock: TestClock;
  readonly faults: Faults;
}

/** What controls stand on, beside the options. */
export interface TestControlsDependencies extends TestParts {
  readonly foundation: Foundation;
  readonly service: Service;
  /** Does what has become due, and answers whether all of it is done. */
  readonly onMoved: () => Promise<boolean>;
  readonly observation: Observation;
}

/** The controls of a server under test, and what remembers its requests. */
export interface TestControls {
  readonly controls: Controls;
  readonly requests: LatestRequests;
}

/** The clock and the faults of a server under test; undefined for any other server, which loads nothing of it. */
export async function testPartsOf(options: Options): Promise<TestParts | undefined> {
  if (!options["test-controls"]) return undefined;
  const { createFaults, createTestClock } = await import("@keyferry/controls");
  return { clock: createTestClock(Date.now), faults: createFaults((milliseconds) => sleep(milliseconds)) };
}

/** Opens the controls, once the store holds what a reset is to bring back. */
export async function openTestControls(
  options: Options,
  { foundation, observation: { onAnswered, reportFault }, ...others }: TestControlsDependencies,
): Promise<TestControls> {
  const { createControls, createLatestRequests } = await import("@keyferry/controls");
  const { store, sealer, pseudonymOf } = foundation;
  const requests = createLatestRequests(pseudonymOf);
  const controls = await createControls({
    ...{ ...others, requests, sealer, account: options["account-id"] },
    store: takesSnapshots(store) ? store : undefined,
    // Not among the latest requests: those are of what is tested.
    onAnswered,
    onFault: ({ requestId, error }) => {
      reportFault(error, { requestId, message: "a control failed" });
    },
  });
  return { controls, requests };
}

/** What looks on, and the controls that remember requests. */
export function withRequests(observation: Observation, requests: LatestRequests): Observation {
  const { receipts } = observation;
  return {
    ...observation,
    onAnswered: (request) => {
      requests.add(request);
      observation.onAnswered(request);
    },
    receipts: receipts && {
      ...receipts,
      prove: async (request, exported) => {
        const receipt = await receipts.prove(request, exported);
        requests.add(request);
        return receipt;
      },
    },
  };
}

function takesSnapshots(store: Foundation["store"]): store is Required<Foundation["store"]> {
  return store.snapshot !== undefined && store.restore !== undefined;
}
