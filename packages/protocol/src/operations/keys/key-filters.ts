import { filters } from "../../codecs/filters.ts";

/** Filters of ListKeys. */
export const keyFilters = filters(
  [
    "KeyState",
    "KeySpec",
    "KeyUsage",
    "ProtectionLevel",
    "CreatorType",
    "DKMSInstanceId",
    "keyId",
    "AliasName",
    "Creator",
    "TagKey",
    "TagValue",
  ],
  ["KeyState", "Enabled"],
);
