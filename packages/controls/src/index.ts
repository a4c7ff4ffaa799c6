export { createControls, type Controls, type ControlsOptions } from "./create-controls.ts";
export { createFaults, type FaultInForce, type Faults } from "./faults.ts";
export type { FaultRule } from "./fault-rule.ts";
export { createLatestRequests, type LatestRequests } from "./latest-requests.ts";
export type { SnapshotStore } from "./snapshots.ts";
export { createTestClock, type TestClock } from "./test-clock.ts";
