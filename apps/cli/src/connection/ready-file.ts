import { FileError, readFile, type User } from "@keyferry/files";
import { loopbackOrigin } from "./loopback-origin.ts";

/** The gateways of a server. */
export const gatewayNames = ["public", "vpc", "dedicated"] as const;

/** Name of a gateway. */
export type GatewayName = (typeof gatewayNames)[number];

/** Where each gateway of a running server listens, as far as a client needs it. */
export interface ReadyFile {
  /** Origins on this machine, such as `http://127.0.0.1:7788`; of the public gateway always. */
  readonly origins: Readonly<Partial<Record<GatewayName, string>> & Record<"public", string>>;
  /** Path of the certificates to trust over https; undefined where the platform's are enough. */
  readonly ca: string | undefined;
}

/** In bytes; a ready file has a few hundred. */
const maxLength = 65_536;

/**
 * Reads the file that a server writes once it accepts. It says where secrets go, and it lies where anybody may have put it:
 * believed is a file of this user's, which nobody else can change, and which names this machine only.
 *
 * @param user whom it is believed for; undefined where files have no owners
 * @returns undefined where there is none
 * @throws Error that says why it is not believed
 */
export function readReadyFile(path: string, user: User | undefined): ReadyFile | undefined {
  let text: string;
  try {
    text = readFile(path, { limit: maxLength, trust: "own", user }).toString("utf8");
  } catch (error) {
    if (error instanceof FileError && error.reason === "missing") return undefined;
    throw error;
  }
  const content = JSON.parse(text) as unknown;
  const [publicOrigin, vpc, dedicated] = gatewayNames.map((name) => originIn(content, name));
  if (publicOrigin === undefined) throw new Error("it names no public gateway");
  return {
    origins: {
      public: publicOrigin,
      ...(vpc !== undefined && { vpc }),
      ...(dedicated !== undefined && { dedicated }),
    },
    ca: textIn(content, "ca"),
  };
}

function originIn(content: unknown, name: GatewayName): string | undefined {
  const text = textIn(content, name);
  if (text === undefined) return undefined;
  const origin = loopbackOrigin(text);
  if (origin !== undefined) return origin;
  throw new Error(`its ${name} gateway is ${JSON.stringify(text.slice(0, 200))}, and not on this machine`);
}

function textIn(content: unknown, name: string): string | undefined {
  if (typeof content !== "object" || content === null) return undefined;
  const value = (content as Readonly<Record<string, unknown>>)[name];
  return typeof value === "string" ? value : undefined;
}
