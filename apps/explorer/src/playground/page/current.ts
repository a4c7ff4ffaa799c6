import type { GatewayKind } from "@keyferry/protocol";
import { signal } from "@preact/signals";
import type { OpenKmsOptions, TabKms } from "../open-kms.ts";
import { messageOf } from "../../connection/message-of.ts";

/** The KMS that the page shows. */
export interface Current {
  readonly kms: TabKms;
  /** Another one whenever views must read everything anew: of another KMS, or at another time. */
  readonly number: number;
  /** How far its clock is ahead of the system's, in milliseconds. */
  readonly aheadMs: number;
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
      fault.value = messageOf(error);
    },
  });
  const before = current.peek();
  current.value = { kms, number: (before?.number ?? 0) + 1, aheadMs: kms.clock.ahead() };
  fault.value = undefined;
  before?.kms.close();
}

/**
 * Moves the clock of the KMS that is shown, and has the views read everything anew.
 *
 * @throws ServiceError where it goes no further
 */
export async function moveClock(milliseconds: number): Promise<void> {
  const moved = current.peek();
  await moved?.kms.advance(milliseconds);
  const now = current.peek();
  if (now !== undefined && now === moved) {
    current.value = { ...now, number: now.number + 1, aheadMs: now.kms.clock.ahead() };
  }
}
