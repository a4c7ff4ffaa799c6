import { identifierForms } from "@keyferry/protocol";
import type { KeyStore, ScopedInstance } from "@keyferry/store";
import { StartError } from "../config/start-error.ts";
import { alignColumns } from "./columns.ts";

/** The instances of an account in all regions: a line each, oldest first, under a heading. */
export async function listInstances(store: KeyStore, account: string): Promise<readonly string[]> {
  const rows = (await instancesOf(store, account)).map(({ scope, instance }) => [
    instance.id,
    scope.region,
    instance.publicAccess ? "on" : "off",
    instance.connection?.vpcId ?? "",
    String(instance.boundVpcs.length),
    instance.name,
  ]);
  return alignColumns([["ID", "REGION", "PUBLIC ACCESS", "VPC", "BOUND VPCS", "NAME"], ...rows]);
}

/**
 * Says whether the keys of an instance answer on the public gateway.
 *
 * @throws StartError for an id of another form, and for an instance that the account does not have
 */
export async function switchPublicAccess(
  store: KeyStore,
  account: string,
  { id, on }: { readonly id: string; readonly on: boolean },
): Promise<readonly string[]> {
  const { pattern, form } = identifierForms.instance;
  if (!pattern.test(id)) throw new StartError(`the id of an instance, ${JSON.stringify(id)}, ${form}`);
  const found = (await instancesOf(store, account)).find(({ instance }) => instance.id === id);
  if (found === undefined || !(await store.scoped(found.scope).instances.write.setPublicAccess(id, on))) {
    throw new StartError(`the account ${account} has no instance ${id}`);
  }
  return [`the public access of the instance ${id} is ${on ? "on" : "off"}`];
}

async function instancesOf(store: KeyStore, account: string): Promise<readonly ScopedInstance[]> {
  return (await store.everywhere.instances.read.list()).filter(({ scope }) => scope.account === account);
}
