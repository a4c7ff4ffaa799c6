import type { ConformanceCheck } from "@keyferry/conformance";
import type { BackendConformanceOptions } from "./bench/backend-bench.ts";
import { custodyChecks } from "./checks/custody-checks.ts";
import { dataKeyChecks } from "./checks/data-key-checks.ts";
import { encryptionChecks } from "./checks/encryption-checks.ts";
import { asymmetricEncryptionChecks } from "./checks/asymmetric-encryption-checks.ts";
import { keyPairChecks } from "./checks/key-pair-checks.ts";
import { macChecks } from "./checks/mac-checks.ts";
import { recipientKeyChecks } from "./checks/recipient-key-checks.ts";
import { signatureChecks } from "./checks/signature-checks.ts";
import { unwrappingChecks } from "./checks/unwrapping-checks.ts";
import { rewrapChecks } from "./checks/rewrap-checks.ts";
import { rewrapForEachChecks } from "./checks/rewrap-for-each-checks.ts";

/**
 * What every backend promises, as a list for any test runner. What a backend claims it must do; what it does not
 * claim it must refuse as `unsupported`.
 */
export function backendConformance(options: BackendConformanceOptions): readonly ConformanceCheck[] {
  return [
    ...encryptionChecks(options),
    ...dataKeyChecks(options),
    ...rewrapChecks(options),
    ...rewrapForEachChecks(options),
    ...custodyChecks(options),
    ...recipientKeyChecks(options),
    ...keyPairChecks(options),
    ...signatureChecks(options),
    ...asymmetricEncryptionChecks(options),
    ...macChecks(options),
    ...unwrappingChecks(options),
  ];
}
