export { describeAccountKmsStatus } from "./describe-account-kms-status.ts";
export { describeRegions } from "./describe-regions.ts";
export { openKmsService } from "./open-kms-service.ts";
