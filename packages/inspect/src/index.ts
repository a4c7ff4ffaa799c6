export { createInspector, type Inspector, type InspectorOptions } from "./create-inspector.ts";
export { exportersOf, type KeyExporters } from "./identities/exporters.ts";
export type { TrailSource } from "./trail/trail-source.ts";
