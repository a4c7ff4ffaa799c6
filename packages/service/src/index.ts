export {
  createService,
  type HostOptions,
  type OpenGatewayOptions,
  type Service,
  type ServiceOptions,
} from "./create-service.ts";
