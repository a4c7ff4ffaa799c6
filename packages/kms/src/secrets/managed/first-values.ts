import { serviceError, type ServiceError } from "@keyferry/protocol";
import type { ExtendedConfig, ManagedValue } from "../../call/rotation-hook.ts";
import type { RandomBytes } from "../../keys/identifiers.ts";
import { readJsonObject } from "./json-object.ts";
import { asManagedValue, membersOf, newManagedPassword } from "./managed-value.ts";
import type { ManagedType } from "./managed-types.ts";

/** What a managed secret begins with: the current value, and that of the second account or access key, if there is one. */
export interface FirstValues {
  readonly current: ManagedValue;
  readonly previous: ManagedValue | undefined;
}

/** What SecretData says where the service is to make the values. */
const made = "$Auto";

/**
 * Reads or makes the first values of a managed secret.
 *
 * @param data the request's SecretData
 * @throws ServiceError `InvalidParameter` of SecretData
 */
export function firstValues(
  type: ManagedType,
  config: ExtendedConfig,
  data: string,
  random: RandomBytes,
): FirstValues {
  const { first } = type;
  if (first === "made") {
    if (data !== made) throw invalid(`must be ${made}: the service makes the accounts' passwords`);
    const account = (name: unknown) => ({
      AccountName: String(name),
      AccountPassword: newManagedPassword(random),
    });
    return { current: account(config["AccountName"]), previous: account(config["CloneAccountName"]) };
  }
  const members = membersOf(type, config);
  const form = `{${members.map((member) => `"${member}":"..."`).join(",")}}`;
  const given = readJsonObject(data);
  if (first === "as it is") {
    const current = asManagedValue(given, members);
    if (current === undefined) throw invalid(`must be JSON text of the form ${form}`);
    return { current, previous: undefined };
  }
  const { listedAs } = first;
  const { [listedAs]: list, ...others } = given ?? {};
  const values = Array.isArray(list) ? list.map((value) => asManagedValue(value, members)) : [];
  const [current, previous] = values;
  if (current === undefined || values.includes(undefined) || Object.keys(others).length > 0) {
    throw invalid(`must be JSON text of the form {"${listedAs}":[${form}]}`);
  }
  checkNumber(config, values.length);
  const [name = ""] = members;
  if (previous !== undefined && previous[name] === current[name]) throw invalid(`has the same ${name} twice`);
  return { current, previous };
}

/** Two accounts take turns, or one has its password changed. A user of RAM has one or two access keys. */
function checkNumber({ SecretSubType }: ExtendedConfig, number: number): void {
  const least = SecretSubType === "DoubleUsers" ? 2 : 1;
  const most = SecretSubType === "SingleUser" ? 1 : 2;
  if (number >= least && number <= most) return;
  const allowed = least === most ? String(least) : `${String(least)} or ${String(most)}`;
  throw invalid(
    `has ${String(number)} values, and must have ${allowed} where SecretSubType is ${SecretSubType}`,
  );
}

function invalid(reason: string): ServiceError {
  return serviceError("InvalidParameter", { parameter: "SecretData", reason });
}
