export { describeAccountKmsStatusHandler } from "./describe-account-kms-status.ts";
export { describeRegionsHandler } from "./describe-regions.ts";
export { openKmsServiceHandler } from "./open-kms-service.ts";
