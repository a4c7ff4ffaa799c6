import type { GatewayKind } from "@keyferry/protocol";

/** What is known of whom the page talks to before anybody has signed anything. */
export interface Facts {
  /** The gateway that requests go through. */
  readonly gateway: GatewayKind;
  /** Where the same page is reached through each gateway; absent where there is but one way. */
  readonly gateways?: Readonly<Record<GatewayKind, string>>;
  /** Region of a request whose Host names none, such as `cn-hangzhou`. */
  readonly region: string;
  /** The account, digits. */
  readonly account: string;
  /** Version of Keyferry. */
  readonly version: string;
  /** The access key that everybody may know, where there is one: a server on a loopback address, or a KMS in the tab. */
  readonly builtInAccessKey?: AccessKey;
  /** Whether the KMS is in this tab, and no server anywhere. */
  readonly playground: boolean;
}

/** An access key, with the token of a session where it is one. */
export interface AccessKey {
  readonly id: string;
  readonly secret: string;
  readonly securityToken?: string;
}

/** A request as it travels. */
export interface PlainRequest {
  readonly method: "GET" | "POST";
  /** Path and query: `/?Action=...`. */
  readonly target: string;
  /** By lower-case name. `host` and `content-length` are the sender's. */
  readonly headers: Readonly<Record<string, string>>;
  /** Text, which travels as UTF-8; empty for GET. */
  readonly body: string;
}

/** An answer, whatever its status. */
export interface PlainAnswer {
  readonly status: number;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Whom the page talks to: the server that it came from, or a KMS in the tab. */
export interface Connection {
  readonly facts: Facts;
  /** Host that requests name, with its port: what signatures are over. */
  readonly host: string;
  /** Origin for sample code, such as `http://127.0.0.1:7788`. */
  readonly endpoint: string;
  /** Turns the page to another gateway; absent where that is another address of the page. */
  readonly turnTo?: (gateway: GatewayKind) => void;
  /** @throws Error where there is no answer */
  send(request: PlainRequest): Promise<PlainAnswer>;
}
