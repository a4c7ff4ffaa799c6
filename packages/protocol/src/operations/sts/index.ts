import { assumeRole } from "./assume-role.ts";
import { getCallerIdentity } from "./get-caller-identity.ts";

/** The operations of the Security Token Service (STS), by name. */
export interface StsOperations {
  readonly AssumeRole: typeof assumeRole;
  readonly GetCallerIdentity: typeof getCallerIdentity;
}

/** Name of an operation of STS. */
export type StsOperationName = keyof StsOperations;

/** Every operation of STS, by name. */
export const stsOperations: StsOperations = {
  AssumeRole: assumeRole,
  GetCallerIdentity: getCallerIdentity,
};
