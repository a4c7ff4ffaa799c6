import type { Operation } from "@keyferry/protocol";

/** The one call that a sample makes. */
export interface SampleCall {
  readonly operation: Operation;
  /** As they travel, by their wire names: `KeyId`, `Tag.1.Key`. */
  readonly parameters: Readonly<Record<string, string>>;
  /** Origin of a gateway, such as `http://127.0.0.1:7788`. */
  readonly endpoint: string;
  readonly region: string;
  readonly gateway: "public" | "vpc" | "dedicated";
}

/** An endpoint in the parts that clients are configured with. */
export interface Address {
  readonly protocol: "http" | "https";
  /** With the port, where the origin has one. */
  readonly host: string;
}

/** The parts of a call's endpoint. @throws TypeError for an endpoint that is no http or https origin */
export function addressOf({ endpoint }: Pick<SampleCall, "endpoint">): Address {
  const { protocol, host } = new URL(endpoint);
  if (protocol === "http:" || protocol === "https:") {
    return { protocol: protocol === "http:" ? "http" : "https", host };
  }
  throw new TypeError("an endpoint must be an http or https origin");
}

/** What a sample says of trust, after the marks of a comment; nothing where the platform's certificates are enough. */
export function trustComment({ gateway }: SampleCall, mark: string, how: string): readonly string[] {
  if (gateway !== "dedicated") return [];
  return [`${mark} The certificate of a dedicated gateway is under its instance's own CA: ${how}.`];
}
