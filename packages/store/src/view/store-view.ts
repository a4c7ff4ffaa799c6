import type { CredentialReader } from "../identities/contract.ts";
import type { AllInstancesReader } from "../instances/contract.ts";
import type { AllPoliciesReader } from "../policies/contract.ts";
import type { RecipientFinder } from "../recipients/contract.ts";
import type { StoreScope } from "../scope.ts";
import type { ScopedReaders } from "./readers-and-writers.ts";

/**
 * What one request sees of a store. Whatever was committed before the view was asked for, by anyone, is in it. The look-ups
 * that calls begin with (keys by id, version and alias, instances, credentials, recipients, policies) are answered once: the same
 * question has the same answer as long as the view lives, whatever is written meanwhile, and which keys are gone is
 * decided by the time at which the view was made. What a view has not been asked yet, and every list, is of the moment of
 * the question. Bytes are handed out as copies, which callers may wipe.
 */
export interface StoreView {
  scoped(scope: StoreScope): ScopedReaders;
  readonly identities: CredentialReader;
  readonly recipients: RecipientFinder;
  readonly everywhere: {
    readonly policies: AllPoliciesReader;
    readonly instances: AllInstancesReader;
  };
}
