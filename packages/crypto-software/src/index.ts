export { createSoftwareBackend } from "./backend.ts";
export type { SoftwareBackendOptions } from "./backend.ts";
export { createClientKeyMaker } from "./client-keys/client-key-maker.ts";
export type { ClientKeyMakerOptions } from "./client-keys/client-key-maker.ts";
export { createSoftwareReceiver } from "./receiver.ts";
