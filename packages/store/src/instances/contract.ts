import type { StoreScope } from "../scope.ts";
import type { BoundVpc, InstanceConnection, InstanceRecord, InstanceUsage } from "./records.ts";

/** Reads KMS instances. */
export interface InstanceReader {
  byId(id: string): Promise<InstanceRecord | undefined>;
  /** Oldest first. */
  list(): Promise<readonly InstanceRecord[]>;
  /** Counts what is in an instance: nothing is in one that is not there. */
  usage(id: string): Promise<InstanceUsage>;
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
  /** Gives an instance another name. Answers false when it is not there. */
  rename(id: string, name: string): Promise<boolean>;
  /**
   * Protects an instance from deletion, or ends that. Answers false when it is not there.
   *
   * @param protection why it is protected, any text; null ends the protection
   */
  setDeletionProtection(id: string, protection: string | null): Promise<boolean>;
  /**
   * Deletes an instance without keys and secrets that nobody protects. What waits for its deletion is there until its time has
   * come. That it is protected is told first.
   */
  delete(id: string): Promise<"deleted" | "protected" | "holds keys" | "holds secrets" | "not found">;
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
