import type { StoreScope } from "../scope.ts";
import type { BoundVpc, InstanceConnection, InstanceRecord } from "./records.ts";

/** Reads KMS instances. */
export interface InstanceReader {
  byId(id: string): Promise<InstanceRecord | undefined>;
  /** Oldest first. */
  list(): Promise<readonly InstanceRecord[]>;
}

/** Writes KMS instances. Each method is one transaction: it happens whole or not at all. */
export interface InstanceWriter {
  create(instance: InstanceRecord): Promise<void>;
  /** Connects an instance, once: of several calls one wins. */
  connect(
    id: string,
    connection: InstanceConnection,
  ): Promise<"connected" | "connected already" | "not found">;
  /** Puts other VPCs in the place of those that an instance is bound to. Answers false when it is not there. */
  bindVpcs(id: string, boundVpcs: readonly BoundVpc[]): Promise<boolean>;
  /** Answers false when the instance is not there. */
  setPublicAccess(id: string, on: boolean): Promise<boolean>;
  /** Deletes an instance without keys and secrets. One that waits for its deletion is there until its time has come. */
  delete(id: string): Promise<"deleted" | "holds keys" | "holds secrets" | "not found">;
}

/** An instance, and where it lives. */
export interface ScopedInstance {
  readonly scope: StoreScope;
  readonly instance: InstanceRecord;
}

/** Reads the instances of all scopes. */
export interface AllInstancesReader {
  /** Oldest first. */
  list(): Promise<readonly ScopedInstance[]>;
}
