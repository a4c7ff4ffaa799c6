import { createVpcRanges, type VpcOf } from "@keyferry/gateway";
import type { Options } from "./option-table.ts";
import { StartError } from "./start-error.ts";

const form = "list VPCs and their addresses, such as vpc-orders=10.1.0.0/16,vpc-returns=192.0.2.7";

/**
 * The VPCs whose addresses `--vpc-ranges` tells. A VPC may stand there several times.
 *
 * @throws StartError for a text that is not of this form
 */
export function readVpcRanges({ "vpc-ranges": text = "" }: Options): VpcOf {
  const ranges = text
    .split(",")
    .map((entry) => entry.trim())
    .filter((entry) => entry !== "")
    .map((entry) => {
      const [, vpc, range] = /^([A-Za-z0-9_-]{1,64})=(\S+)$/.exec(entry) ?? [];
      if (vpc === undefined || range === undefined) throw new StartError(`--vpc-ranges: ${form}`);
      return { vpc, range };
    });
  try {
    return createVpcRanges(ranges);
  } catch (cause) {
    throw new StartError(`--vpc-ranges: ${(cause as Error).message}`, { cause });
  }
}
