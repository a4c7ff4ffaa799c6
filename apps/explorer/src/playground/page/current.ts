import type { GatewayKind } from "@keyferry/protocol";
import { signal } from "@preact/signals";
import type { OpenKmsOptions, TabKms } from "../open-kms.ts";

/** The KMS that the page shows. */
export interface Current {
  readonly kms: TabKms;
  /** Counts the KMSs of this tab: what a view has drawn of an earlier one is drawn anew. */
  readonly number: number;
}

/** The KMS of this tab; undefined until it is open. */
export const current = signal<Current | undefined>(undefined);

/** The gateway that the page's requests go through. */
export const gateway = signal<GatewayKind>("public");

/** What has gone wrong inside the KMS last; undefined where nothing has, or it was read. */
export const fault = signal<string | undefined>(undefined);

/**
 * Opens a KMS, and shows it in the place of the one that there was, which stays where this one does not open.
 *
 * @throws StateError, StoreError for a state that does not open
 */
export async function showKms({ state }: Pick<OpenKmsOptions, "state"> = {}): Promise<void> {
  const { openKms } = await import("../open-kms.ts");
  const kms = await openKms({
    ...(state && { state }),
    version: import.meta.env["VITE_KEYFERRY_VERSION"] as string,
    onFault: (error) => {
      fault.value = error instanceof Error ? error.message : String(error);
    },
  });
  const before = current.peek();
  current.value = { kms, number: (before?.number ?? 0) + 1 };
  fault.value = undefined;
  before?.kms.close();
}
