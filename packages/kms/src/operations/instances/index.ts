export { connectKmsInstanceHandler } from "./connect-kms-instance.ts";
export { getDefaultKmsInstanceHandler } from "./get-default-kms-instance.ts";
export { getKmsInstanceHandler } from "./get-kms-instance.ts";
export { getKmsInstanceQuotaInfosHandler } from "./get-kms-instance-quota-infos.ts";
export { listKmsInstancesHandler } from "./list-kms-instances.ts";
export { releaseKmsInstanceHandler } from "./release-kms-instance.ts";
export { updateKmsInstanceHandler } from "./update-kms-instance.ts";
export { updateKmsInstanceBindVpcHandler } from "./update-kms-instance-bind-vpc.ts";
