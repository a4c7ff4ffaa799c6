import { expectFailure } from "@keyferry/conformance";
import { StoreError, type StoreErrorReason } from "../../errors.ts";

/** Fails unless the work is rejected with a {@link StoreError}, and of this reason if one is given. */
export async function expectStoreError(work: Promise<unknown>, reason?: StoreErrorReason): Promise<void> {
  await expectFailure(StoreError, reason, "the call", () => work);
}
