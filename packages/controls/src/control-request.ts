import type { GatewayRequest } from "@keyferry/gateway";
import { controlsPath, readJsonBody, serviceError, type JsonBody } from "@keyferry/protocol";

const path = /^([a-z]{1,32})(?:\/([A-Za-z0-9._-]{1,64}))?$/;
/** Bytes: the longest thing that is asked for is a fault. */
const longestBody = 16_384;

/** Which control is asked, by its path. */
export interface ControlPath {
  /** Such as `clock`. */
  readonly control: string;
  /** Of a snapshot; absent where the path has none. */
  readonly name: string | undefined;
}

/** What is asked of the controls. */
export interface ControlRequest extends ControlPath {
  /** The body; an empty one is an empty object. */
  readonly body: JsonBody;
}

/** Reads a path: `/_keyferry/{control}` or `/_keyferry/{control}/{name}`; undefined: it is none of these. */
export function readControlPath({ target }: Pick<GatewayRequest, "target">): ControlPath | undefined {
  const below = target.startsWith(controlsPath) ? target.slice(controlsPath.length) : "";
  const [, control, name] = path.exec(below) ?? [];
  return control === undefined ? undefined : { control, name };
}

/**
 * Reads what a control is asked: `POST`, with a JSON object.
 *
 * @throws ServiceError
 */
export function readControlBody({ method, body }: Pick<GatewayRequest, "method" | "body">): JsonBody {
  if (method !== "POST") throw serviceError("UnsupportedHTTPMethod", { reason: "use POST" });
  return readJsonBody(body, longestBody);
}

/** The refusal of a control that there is not. */
export function noControl() {
  return serviceError("InvalidAction.NotFound", {
    reason: `there are ${controlsPath}clock, reset, snapshots, snapshots/NAME, faults and requests`,
  });
}
