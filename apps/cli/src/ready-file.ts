import { createReadStream } from "node:fs";
import { text } from "node:stream/consumers";

/** The gateways of a server. */
export const gatewayNames = ["public", "vpc", "dedicated"] as const;

/** Name of a gateway. */
export type GatewayName = (typeof gatewayNames)[number];

/** Where each gateway of a running server listens, as far as a client needs it. */
export interface ReadyFile {
  /** Origins, such as `http://127.0.0.1:7788`; of the public gateway always. */
  readonly origins: Readonly<Partial<Record<GatewayName, string>> & Record<"public", string>>;
  /** Path of the certificates to trust over https; undefined where the platform's are enough. */
  readonly ca: string | undefined;
}

/** In bytes; a ready file has a few hundred. */
const maxLength = 65_536;

/**
 * Reads the file that a server writes once it accepts.
 *
 * @returns undefined where there is none
 * @throws Error for a file of another form
 */
export async function readReadyFile(path: string): Promise<ReadyFile | undefined> {
  let json: string;
  try {
    json = await text(createReadStream(path, { end: maxLength - 1 }));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
  const content = JSON.parse(json) as unknown;
  const [publicOrigin, vpc, dedicated, ca] = [...gatewayNames, "ca"].map((name) => textIn(content, name));
  if (publicOrigin === undefined) throw new Error("it names no public gateway");
  return {
    origins: {
      public: publicOrigin,
      ...(vpc !== undefined && { vpc }),
      ...(dedicated !== undefined && { dedicated }),
    },
    ca,
  };
}

function textIn(content: unknown, name: string): string | undefined {
  if (typeof content !== "object" || content === null) return undefined;
  const value = (content as Readonly<Record<string, unknown>>)[name];
  return typeof value === "string" ? value : undefined;
}
