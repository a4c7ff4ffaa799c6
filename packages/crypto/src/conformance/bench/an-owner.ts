import type { KeyOwner } from "../../contract/backend.ts";

/** A key that a version in a test may belong to. */
export const anOwner: KeyOwner = {
  account: "1000000000000001",
  region: "cn-hangzhou",
  instance: "kst-conformance0000000000",
  keyId: "key-conformance0000000000",
};

/** Owners that differ from {@link anOwner} in one thing each, by what that is. */
export const otherOwners: readonly (readonly [what: string, owner: KeyOwner])[] = [
  ...Object.keys(anOwner).map((member) => [member, { ...anOwner, [member]: "another" }] as const),
  ["instance, which is none", { ...anOwner, instance: null }],
];
