export { createInspector, type Inspector, type InspectorOptions } from "./create-inspector.ts";
export { exportersOf, type KeyExporters } from "./identities/exporters.ts";
export type {
  InspectedRecipient,
  InspectedRole,
  InspectedUser,
  RecipientsPage,
  RolesPage,
  UsersPage,
} from "./identities/identities.ts";
export type { LatestRefusals } from "./refusals.ts";
export type { ChainState } from "./trail/chain-watch.ts";
export type { FoundRecords, InspectedRecord, TrailPlace } from "./trail/find-records.ts";
export type { ViewAnswers, ViewName } from "./view-answers.ts";
export type { TrailSource } from "./trail/trail-source.ts";
