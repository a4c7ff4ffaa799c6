import { text } from "../../fields/text.ts";
import { sharedGateways } from "../../operation.ts";
import { keyInAnyState } from "../../states.ts";

/** What all operations on KMS instances have in common. */
export const instanceOperation = {
  dryRun: false,
  gateways: sharedGateways,
  plane: "management",
  states: keyInAnyState,
} as const;

/** Id of something in the network: a VPC, a vSwitch, a zone, an account. */
export const networkId = text({
  max: 64,
  pattern: /^[A-Za-z0-9_-]+$/,
  form: "must be letters, digits, _ or -",
});

/** Ids, comma-separated. */
export const networkIds = text({
  max: 1024,
  pattern: /^[A-Za-z0-9_-]{1,64}(?:,[A-Za-z0-9_-]{1,64}){0,15}$/,
  form: "must be at most 16 ids of letters, digits, _ or -, comma-separated",
});
