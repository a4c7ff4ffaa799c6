export { connectKmsInstance } from "./connect-kms-instance.ts";
export { getDefaultKmsInstance } from "./get-default-kms-instance.ts";
export { getKmsInstance } from "./get-kms-instance.ts";
export { getKmsInstanceQuotaInfos } from "./get-kms-instance-quota-infos.ts";
export { listKmsInstances } from "./list-kms-instances.ts";
export { releaseKmsInstance } from "./release-kms-instance.ts";
export { updateKmsInstance } from "./update-kms-instance.ts";
export { updateKmsInstanceBindVpc } from "./update-kms-instance-bind-vpc.ts";
