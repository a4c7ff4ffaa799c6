import { secretRotationLimits, serviceError, type SecretType } from "@keyferry/protocol";
import type { SecretRecord } from "@keyferry/store";
import type { Call } from "../call/handler.ts";
import type { ExtendedConfig, ManagedValue } from "../call/rotation-hook.ts";
import { currentStage, previousStage } from "../call/secret-stages.ts";
import { newUuid } from "../keys/identifiers.ts";
import { rotationSeconds } from "../keys/rotation-interval.ts";
import { extendedConfigText, readExtendedConfig } from "./managed/extended-config.ts";
import { firstValues } from "./managed/first-values.ts";
import { managedValueText } from "./managed/managed-value.ts";
import { managedTypeOf, type ManagedType } from "./managed/managed-types.ts";
import { newRotation } from "./managed/rotation-state.ts";
import { checkData } from "./secret-data.ts";

/** What a request says of the secret that it is to make, and of its first value. */
interface Request {
  readonly SecretName: string;
  readonly VersionId: string;
  readonly SecretData: string;
  readonly SecretDataType?: "text" | "binary" | undefined;
  readonly SecretType?: SecretType | undefined;
  readonly ExtendedConfig?: string | undefined;
  readonly EnableAutomaticRotation?: boolean | undefined;
  /** In seconds. */
  readonly RotationInterval?: number | undefined;
}

/** A value that a new secret begins with. */
export interface FirstVersion {
  readonly id: string;
  readonly stage: string;
  readonly data: string;
  /** What is to be applied where the value is used; undefined: it is in use already. */
  readonly applies: ManagedValue | undefined;
}

/** What a request makes. */
export interface SecretPlan extends Pick<SecretRecord, "name" | "type" | "extendedConfig" | "rotation"> {
  readonly dataType: "text" | "binary";
  readonly versions: readonly FirstVersion[];
}

/**
 * Says what a request makes.
 *
 * @throws ServiceError `InvalidParameter`, `MissingParameter`, `UnsupportedOperation`
 */
export function secretPlan(request: Request, call: Pick<Call, "scope" | "random">): SecretPlan {
  const type = managedTypeOf(request.SecretType ?? "Generic");
  return type === undefined ? genericPlan(request) : managedPlan(request, type, call);
}

function genericPlan(request: Request): SecretPlan {
  const { SecretName: name, VersionId: id, SecretData: data, SecretDataType: dataType = "text" } = request;
  refuseManagedName(name, "a generic secret");
  if (request.EnableAutomaticRotation === true) {
    const reason = "nothing renews a generic secret: give it another value";
    throw serviceError("UnsupportedOperation", { parameter: "EnableAutomaticRotation", reason });
  }
  checkData(data, dataType);
  const versions = [{ id, stage: currentStage, data, applies: undefined }];
  return { name, type: "Generic", extendedConfig: null, rotation: null, dataType, versions };
}

function managedPlan(
  request: Request,
  type: ManagedType,
  { scope: { time }, random }: Pick<Call, "scope" | "random">,
): SecretPlan {
  const { SecretType = "Generic", VersionId, SecretData, SecretDataType = "text" } = request;
  if (SecretDataType !== "text") {
    const reason = `must be text for a secret of ${SecretType}`;
    throw serviceError("InvalidParameter", { parameter: "SecretDataType", reason });
  }
  const config = readExtendedConfig(type, request.ExtendedConfig);
  const name = nameOf(request, type, config);
  const rotation = newRotation(rotationSeconds(request, secretRotationLimits), time);
  const { current, previous } = firstValues(type, config, SecretData, random);
  const version = (id: string, stage: string, value: ManagedValue): FirstVersion => ({
    ...{ id, stage, data: textOf(value, time) },
    applies: type.first === "made" ? value : undefined,
  });
  return {
    name,
    type: SecretType,
    extendedConfig: extendedConfigText(config),
    rotation,
    dataType: "text",
    versions: [
      version(VersionId, currentStage, current),
      ...(previous === undefined ? [] : [version(newUuid(random), previousStage, previous)]),
    ],
  };
}

function textOf(value: ManagedValue, now: number): string {
  const text = managedValueText(value, now);
  if (text !== undefined) return text;
  throw serviceError("InvalidParameter", { parameter: "SecretData", reason: "has a value that is too long" });
}

/** The name of a managed secret. That of a user's access keys is made of the user's own. */
function nameOf(
  { SecretName, SecretType = "Generic" }: Request,
  type: ManagedType,
  config: ExtendedConfig,
): string {
  const secret = `a secret of ${SecretType}`;
  if (type.name === "chosen") return refuseManagedName(SecretName, secret);
  if (type.name !== "made") {
    const { beginning } = type.name;
    if (SecretName.startsWith(beginning) && SecretName !== beginning) return SecretName;
    throw invalidName(`${secret} has a name that begins with ${beginning}`);
  }
  if (SecretName !== madeName) {
    throw invalidName(`must be ${madeName}: ${secret} has the name of its user, behind acs/ram/user/`);
  }
  const user = /^([A-Za-z0-9._-]{1,64})(?:@[A-Za-z0-9.-]{1,128})?$/.exec(String(config["UserName"]))?.[1];
  if (user !== undefined) return `acs/ram/user/${user}`;
  const reason = "UserName must be the name of a user of RAM";
  throw serviceError("InvalidParameter", { parameter: "ExtendedConfig", reason });
}

const madeName = "$Auto";

function refuseManagedName(name: string, secret: string): string {
  if (!name.startsWith("acs/") && name !== madeName) return name;
  throw invalidName(`${secret} has a name of its own, which does not begin with acs/`);
}

function invalidName(reason: string) {
  return serviceError("InvalidParameter", { parameter: "SecretName", reason });
}
