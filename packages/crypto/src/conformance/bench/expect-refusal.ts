import { expectFailure } from "@keyferry/conformance";
import { CryptoError, type CryptoErrorReason } from "../../errors.ts";

/** @throws Error unless `work` fails with a CryptoError of (one of) `reason`, at once or by a rejected promise */
export async function expectRefusal(
  reason: CryptoErrorReason | readonly CryptoErrorReason[],
  what: string,
  work: () => unknown,
): Promise<void> {
  await expectFailure(CryptoError, reason, what, work);
}
