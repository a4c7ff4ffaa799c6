export type { AdditionalEventData, AuditRecord, UserIdentity } from "./audit/record.ts";
export { createGateway, type Fault, type Gateway, type GatewayOptions } from "./gateway.ts";
export type { HostRules, KnownInstance } from "./host.ts";
export { maxRequestBytes, type GatewayRequest, type GatewayResponse } from "./http-message.ts";
export { createThrottle, type Throttle } from "./throttle.ts";
