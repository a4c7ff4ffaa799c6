import type { Named } from "../../access-points/contract.ts";
import type {
  AccessPointRecord,
  AccessPolicyRecord,
  NetworkRuleRecord,
} from "../../access-points/records.ts";
import type { Row } from "../rows/coded-tables.ts";
import type { NewRow } from "../rows/tables.ts";
import { textsFromJson, toJson } from "../values/json-column.ts";

/** The tables of things that have names. */
export type NamedTable = "network_rules" | "access_policies" | "access_points";

/** How things of a kind stand in their table. */
export interface NamedKind<T extends NamedTable, R extends Named> {
  readonly table: T;
  readonly toRecord: (row: Row<T>) => R;
  readonly toRow: (record: R) => Omit<NewRow<T>, "account" | "region">;
}

/** Network rules. */
export const networkRules: NamedKind<"network_rules", NetworkRuleRecord> = {
  table: "network_rules",
  toRecord: (row) => ({
    name: row.name,
    type: row.type,
    description: row.description,
    sources: textsFromJson(row.sources),
    createdAt: row.created_at,
  }),
  toRow: ({ name, type, description, sources, createdAt }) => ({
    name,
    type,
    description,
    sources: toJson(sources),
    created_at: createdAt,
  }),
};

/** Policies of access points. */
export const accessPolicies: NamedKind<"access_policies", AccessPolicyRecord> = {
  table: "access_policies",
  toRecord: (row) => ({
    name: row.name,
    description: row.description,
    instance: row.instance,
    permissions: textsFromJson(row.permissions),
    resources: textsFromJson(row.resources),
    networkRules: textsFromJson(row.network_rules),
    rulesText: row.rules_text,
    createdAt: row.created_at,
  }),
  toRow: (policy) => ({
    name: policy.name,
    description: policy.description,
    instance: policy.instance,
    permissions: toJson(policy.permissions),
    resources: toJson(policy.resources),
    network_rules: toJson(policy.networkRules),
    rules_text: policy.rulesText,
    created_at: policy.createdAt,
  }),
};

/** Application access points. */
export const accessPoints: NamedKind<"access_points", AccessPointRecord> = {
  table: "access_points",
  toRecord: (row) => ({
    name: row.name,
    description: row.description,
    authentication: row.authentication,
    policies: textsFromJson(row.policies),
    createdAt: row.created_at,
  }),
  toRow: ({ name, description, authentication, policies, createdAt }) => ({
    name,
    description,
    authentication,
    policies: toJson(policies),
    created_at: createdAt,
  }),
};
