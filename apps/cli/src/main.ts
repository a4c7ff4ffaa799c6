import { useCompileCache } from "@keyferry/files";

// Before anything that is large is loaded.
useCompileCache();
await import("./start.ts");
