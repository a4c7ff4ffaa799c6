import { publicBytes, publicBytesOf } from "@keyferry/bytes";
/** An IP address: its 4 or 16 bytes. An IPv4-mapped IPv6 address (RFC 4291 2.5.5.2) is the IPv4 address. */
export type Address = Uint8Array;

/** A single address, or a block of addresses in CIDR form (RFC 4632, RFC 4291 2.3). */
export interface AddressRange {
  /** An IPv4 address is never in a block of IPv6 addresses, nor the other way. */
  holds(address: Address): boolean;
}

const longestAddress = 45;
const decimal = /^(?:0|[1-9][0-9]{0,2})$/;
const hexGroup = /^[0-9A-Fa-f]{1,4}$/;
const mappedPrefix = 96;

/** Reads an IPv4 or IPv6 address: no zone, no leading zeros in IPv4. Undefined for any other text. */
export function parseAddress(text: string): Address | undefined {
  const bytes = addressBytes(text);
  return bytes && (isMapped(bytes) ? bytes.subarray(12) : bytes);
}

/**
 * Reads an address, or a block such as `192.0.2.0/24` or `2001:db8::/32`. Bits of the address beyond the prefix do not
 * count. Undefined for any other text.
 */
export function parseAddressRange(text: string): AddressRange | undefined {
  const slash = text.indexOf("/");
  const bytes = addressBytes(slash < 0 ? text : text.slice(0, slash));
  if (bytes === undefined) return undefined;
  const bits = bytes.length * 8;
  const prefix = slash < 0 ? bits : prefixOf(text.slice(slash + 1), bits);
  if (prefix === undefined) return undefined;
  return isMapped(bytes) && prefix >= mappedPrefix
    ? rangeOf(bytes.subarray(12), prefix - mappedPrefix)
    : rangeOf(bytes, prefix);
}

function rangeOf(base: Uint8Array, prefix: number): AddressRange {
  const whole = prefix >> 3;
  const mask = (0xff00 >> (prefix & 7)) & 0xff;
  return {
    holds(address) {
      if (address.length !== base.length) return false;
      for (let index = 0; index < whole; index += 1) if (address[index] !== base[index]) return false;
      return mask === 0 || ((address[whole] ?? 0) & mask) === ((base[whole] ?? 0) & mask);
    },
  };
}

function prefixOf(text: string, bits: number): number | undefined {
  return decimal.test(text) && Number(text) <= bits ? Number(text) : undefined;
}

function isMapped(bytes: Uint8Array): boolean {
  if (bytes.length !== 16 || bytes[10] !== 0xff || bytes[11] !== 0xff) return false;
  return bytes.subarray(0, 10).every((byte) => byte === 0);
}

function addressBytes(text: string): Uint8Array | undefined {
  if (text.length > longestAddress) return undefined;
  return text.includes(":") ? ipv6Bytes(text) : ipv4Bytes(text);
}

function ipv4Bytes(text: string): Uint8Array | undefined {
  const parts = text.split(".");
  const good = parts.length === 4 && parts.every((part) => decimal.test(part) && Number(part) <= 255);
  return good ? publicBytesOf(...parts.map(Number)) : undefined;
}

function ipv6Bytes(text: string): Uint8Array | undefined {
  const gap = text.indexOf("::");
  const head = groupBytes(gap < 0 ? text : text.slice(0, gap), gap < 0);
  const tail = gap < 0 ? [] : groupBytes(text.slice(gap + 2), true);
  if (head === undefined || tail === undefined) return undefined;
  const missing = 16 - head.length - tail.length;
  // A gap stands for one group at least.
  if (gap < 0 ? missing !== 0 : missing < 2) return undefined;
  return publicBytesOf(...head, ...publicBytes(missing), ...tail);
}

/** The bytes of groups between colons, of which the last may be an IPv4 address. */
function groupBytes(text: string, mayEndInIpv4: boolean): readonly number[] | undefined {
  if (text === "") return [];
  const groups = text.split(":");
  const bytes: number[] = [];
  for (const [index, group] of groups.entries()) {
    const ipv4 = mayEndInIpv4 && index === groups.length - 1 ? ipv4Bytes(group) : undefined;
    if (ipv4 !== undefined) bytes.push(...ipv4);
    else if (hexGroup.test(group)) bytes.push(parseInt(group, 16) >> 8, parseInt(group, 16) & 0xff);
    else return undefined;
  }
  return bytes;
}
