import type { KeyRecord, KeyStore, TagRecord } from "@keyferry/store";
import { identifierForms, readKeyArn } from "@keyferry/protocol";
import type { Options } from "../config/option-table.ts";
import { StartError } from "../config/start-error.ts";

/** A key that the command line names, and whose it is. */
export interface FoundKey {
  readonly arn: string;
  readonly account: string;
  readonly key: KeyRecord;
  readonly tags: () => Promise<readonly TagRecord[]>;
}

/** The ARN that stands for a resource of the command line: an id is that of a key in the account and the region of the options. */
export function arnOf(resource: string, { "account-id": account, region }: Options): string {
  return resource.startsWith("acs:") ? resource : `acs:kms:${region}:${account}:key/${resource}`;
}

/**
 * Finds a key by its ARN or its id.
 *
 * @throws StartError for what is no ARN of a key, and for a key that is not there
 */
export async function findKey(name: string, options: Options, store: KeyStore): Promise<FoundKey> {
  const arn = arnOf(name, options);
  const named = readKeyArn(arn);
  if (named === undefined) {
    throw new StartError(
      `${arn} is no ARN of a key: the id ${identifierForms.uuid.form}, or ${identifierForms.instanceKey.form}`,
    );
  }
  const { region, account, name: id } = named;
  const home = store.scoped({ account, region });
  const key = await home.keys.read.byId(id);
  if (key === undefined) throw noKey(arn);
  return { arn, account, key, tags: () => home.tags.read.of("key", id) };
}

/** The refusal of a key that is not there. */
export function noKey(arn: string): StartError {
  return new StartError(`there is no key ${arn}`);
}
