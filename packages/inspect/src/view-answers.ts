import type { KeyExporters } from "./identities/exporters.ts";
import type { RecipientsPage, RolesPage, UsersPage } from "./identities/identities.ts";
import type { LatestRefusals } from "./refusals.ts";
import type { ChainState } from "./trail/chain-watch.ts";
import type { FoundRecords } from "./trail/find-records.ts";

/** What each view answers, as JSON. */
export interface ViewAnswers {
  readonly users: UsersPage;
  readonly roles: RolesPage;
  readonly recipients: RecipientsPage;
  readonly exporters: KeyExporters;
  readonly records: FoundRecords;
  readonly chain: ChainState;
  readonly refusals: LatestRefusals;
}

/** The name of a view. */
export type ViewName = keyof ViewAnswers;
