import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { SessionInstances } from "./session.ts";

/** A seed of what sessions find at the server. */
export interface ServerSeed {
  /** For the server. */
  readonly flags: readonly string[];
  readonly instances: SessionInstances;
  /** A user who may assume the role, and do nothing else. */
  readonly user: { readonly accessKeyId: string; readonly accessKeySecret: string };
  /** A role that may make data keys. */
  readonly roleArn: string;
}

/** A managed data key that is there. */
export const seededDataKey = { DataKeyName: "interop", DataKeyVersionId: "xH6OPUmz" } as const;

/** Writes a seed: a user and a role, a managed data key, an instance to work with, and two that are not connected for each session. */
export function seedServer(folder: string, sessions: number): ServerSeed {
  const instanceId = `kst-${"a".repeat(21)}`;
  const unconnected = Array.from(
    { length: 2 * sessions },
    (_, index) => `kst-${String(index).padStart(21, "0")}`,
  );
  const file = join(folder, "seed.json");
  const instances = [{ id: instanceId }, ...unconnected.map((id) => ({ id, connected: false }))];
  const roleArn = "acs:ram::1000000000000000:role/exporter";
  const policy = (Action: string, Resource: string) => [
    { Version: "1", Statement: [{ Effect: "Allow", Action, Resource }] },
  ];
  const accessKeys = [{ id: "LTAI-ci", secret: "not-a-secret" }];
  const users = [{ name: "ci", accessKeys, policies: policy("sts:AssumeRole", "*") }];
  const roles = [{ name: "exporter", policies: policy("kms:*DataKey*", "*") }];
  const keys = [{ spec: "Aliyun_AES_256", aliases: ["alias/of-data-keys"] }];
  const { DataKeyName: name, DataKeyVersionId: id } = seededDataKey;
  const managedDataKeys = [{ name, key: "alias/of-data-keys", versions: [{ id }] }];
  writeFileSync(file, JSON.stringify({ instances, keys, managedDataKeys, users, roles }));
  return {
    flags: ["--seed", file],
    instances: { instanceId, takeNewInstance: () => unconnected.pop() ?? "" },
    user: { accessKeyId: "LTAI-ci", accessKeySecret: "not-a-secret" },
    roleArn,
  };
}
