import type { Operation } from "../operation.ts";
import * as accessPoints from "./access-points/index.ts";
import * as aliases from "./aliases/index.ts";
import * as cryptography from "./cryptography/index.ts";
import * as imports from "./imports/index.ts";
import * as instances from "./instances/index.ts";
import * as keyferry from "./keyferry/index.ts";
import * as keys from "./keys/index.ts";
import * as managedDataKeys from "./managed-data-keys/index.ts";
import * as policies from "./policies/index.ts";
import * as secrets from "./secrets/index.ts";
import * as service from "./service/index.ts";
import * as tags from "./tags/index.ts";
import * as versions from "./versions/index.ts";
import { byName, type ByName } from "./by-name.ts";
import { leftOutOperations } from "./left-out-operations.ts";
import * as sts from "./sts/index.ts";

/** The registry: every operation of KMS, by name. */
export interface Operations
  extends
    ByName<typeof keys>,
    ByName<typeof versions>,
    ByName<typeof aliases>,
    ByName<typeof policies>,
    ByName<typeof cryptography>,
    ByName<typeof imports>,
    ByName<typeof instances>,
    ByName<typeof secrets>,
    ByName<typeof managedDataKeys>,
    ByName<typeof service>,
    ByName<typeof tags>,
    ByName<typeof accessPoints> {}

/** Name of an operation of KMS. */
export type OperationName = keyof Operations;

const groups = {
  keys: byName(keys),
  versions: byName(versions),
  aliases: byName(aliases),
  policies: byName(policies),
  cryptography: byName(cryptography),
  imports: byName(imports),
  instances: byName(instances),
  secrets: byName(secrets),
  managedDataKeys: byName(managedDataKeys),
  service: byName(service),
  tags: byName(tags),
  accessPoints: byName(accessPoints),
  keyferry: byName(keyferry),
  sts: byName(sts),
};

/** Name of a group of operations. */
export type OperationGroup = keyof typeof groups;

/** Every operation of every API by name, in the groups in which they are defined: what a list for people shows. */
export const operationGroups: Readonly<Record<OperationGroup, Readonly<Record<string, Operation>>>> = groups;

/** Every operation of KMS, by name. */
export const operations: Operations = {
  ...groups.keys,
  ...groups.versions,
  ...groups.aliases,
  ...groups.policies,
  ...groups.cryptography,
  ...groups.imports,
  ...groups.instances,
  ...groups.secrets,
  ...groups.managedDataKeys,
  ...groups.service,
  ...groups.tags,
  ...groups.accessPoints,
};

/** The operations of our own API, `keyferry/2026-12-01`, by name: what Alibaba Cloud KMS does not have. */
export type KeyferryOperations = ByName<typeof keyferry>;

/** Name of an operation of our own API. */
export type KeyferryOperationName = keyof KeyferryOperations;

/** Every operation of our own API, by name. */
export const keyferryOperations: KeyferryOperations = groups.keyferry;

/** The operations of the Security Token Service (STS), by name. */
export type StsOperations = ByName<typeof sts>;

/** Name of an operation of STS. */
export type StsOperationName = keyof StsOperations;

/** Every operation of STS, by name. */
export const stsOperations: StsOperations = groups.sts;

/** Every operation of every API by its name, which no other has. */
export const everyOperation: Readonly<Record<string, Operation>> = {
  ...operations,
  ...keyferryOperations,
  ...stsOperations,
};

const registries: ReadonlyMap<string, Readonly<Record<string, Operation>>> = new Map<
  string,
  Readonly<Record<string, Operation>>
>([
  ["2016-01-20", { ...operations }],
  ["keyferry/2026-12-01", { ...keyferryOperations }],
  ["2015-04-01", { ...stsOperations }],
]);

/**
 * Finds an operation by product version and action.
 *
 * @param version of the API: `2016-01-20` is KMS, `2015-04-01` is STS, `keyferry/2026-12-01` is our own
 * @returns `"unknown version"` or `"unknown action"` where there is none, `"left out"` for an operation that
 *   KMS had in earlier years
 */
export function findOperation(
  version: string,
  action: string,
): Operation | "unknown version" | "unknown action" | "left out" {
  const registry = registries.get(version);
  if (registry === undefined) return "unknown version";
  const found = Object.hasOwn(registry, action) ? registry[action] : undefined;
  if (found !== undefined) return found;
  return version === "2016-01-20" && leftOutOperations.includes(action) ? "left out" : "unknown action";
}
