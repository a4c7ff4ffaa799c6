import { parseAddress, parseAddressRange, type AddressRange } from "@keyferry/access";

/** A VPC and the addresses of its hosts. */
export interface VpcRange {
  /** Id of the VPC, such as `vpc-bp1example`. */
  readonly vpc: string;
  /** An address, or a block of addresses in CIDR form. */
  readonly range: string;
}

/** Tells which VPC an address is in; null for one that is in none. Where ranges overlap, the first holds. */
export type VpcOf = (address: string) => string | null;

/**
 * Reads the ranges of VPCs.
 *
 * @throws TypeError for a range that is none
 */
export function createVpcRanges(ranges: readonly VpcRange[]): VpcOf {
  const read = ranges.map(({ vpc, range }) => ({ vpc, range: readRange(vpc, range) }));
  return (text) => {
    const address = read.length === 0 ? undefined : parseAddress(text);
    if (address === undefined) return null;
    return read.find(({ range }) => range.holds(address))?.vpc ?? null;
  };
}

function readRange(vpc: string, text: string): AddressRange {
  const range = parseAddressRange(text);
  if (range !== undefined) return range;
  throw new TypeError(
    `${text}, of ${vpc}, is neither an address nor a block of addresses such as 10.0.0.0/8`,
  );
}
