import { InvalidArgumentError } from "commander";

/** Reads how many: a number from 1 to 9,999. */
export function readCount(text: string): number {
  const count = /^[1-9]\d{0,3}$/.test(text) ? Number(text) : 0;
  if (count === 0) throw new InvalidArgumentError("It must be a number from 1 on.");
  return count;
}
