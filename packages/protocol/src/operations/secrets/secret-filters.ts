import { filters } from "../../codecs/filters.ts";

/** Filters of ListSecrets. */
export const secretFilters = filters(
  ["SecretName", "Description", "TagKey", "TagValue", "DKMSInstanceId", "SecretType", "Creator"],
  ["SecretName", "orders/*"],
);
