export { createSoftwareBackend } from "./backend.ts";
export type { SoftwareBackendOptions } from "./backend.ts";
export { createSoftwareReceiver } from "./receiver.ts";
