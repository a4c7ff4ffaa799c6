import { maxExtendedConfig, serviceError, type ServiceError } from "@keyferry/protocol";
import type { ExtendedConfig } from "../../call/rotation-hook.ts";
import { isJsonObject, readJsonObject, sortedJson } from "./json-object.ts";
import type { ManagedType } from "./managed-types.ts";

const configParameter = "ExtendedConfig";

/** How many pairs CustomData has at most. */
const maxCustomData = 10;

/**
 * Reads the ExtendedConfig of a secret that is to be made, and fills in what it says by its silence. What is not known of it
 * stays as it is.
 *
 * @throws ServiceError `MissingParameter`, `InvalidParameter`
 */
export function readExtendedConfig(type: ManagedType, text: string | undefined): ExtendedConfig {
  if (text === undefined) throw serviceError("MissingParameter", { parameter: "ExtendedConfig" });
  const config = readJsonObject(text);
  if (config === undefined) throw invalid("must be JSON text of an object");
  const words = { SecretSubType: type.subTypes, ...type.words };
  for (const member of ["SecretSubType", ...type.needs]) {
    const value = config[member];
    if (typeof value !== "string" || value === "") throw invalid(`${member} must be there, and be a text`);
  }
  for (const [member, allowed] of Object.entries(words)) {
    const value = config[member];
    if (value !== undefined && !allowed.includes(value as string)) {
      throw invalid(`${member} must be ${allowed.join(" or ")}`);
    }
  }
  const presets = type.presets(config);
  for (const member of Object.keys(presets)) {
    if (config[member] !== undefined && typeof config[member] !== "string") {
      throw invalid(`${member} must be a text`);
    }
  }
  const { CustomData = {} } = config;
  if (!isCustomData(CustomData)) throw invalid(`CustomData ${customDataForm}`);
  const whole = { ...presets, ...config, SecretSubType: String(config["SecretSubType"]), CustomData };
  checkAccounts(type, whole);
  return whole;
}

function checkAccounts({ accounts }: ManagedType, config: ExtendedConfig): void {
  if (accounts === undefined) return;
  const [one, other] = accounts;
  if (config[other] === "") throw invalid(`${other} must not be empty`);
  if (config[one] === config[other]) throw invalid(`${other} must name another account than ${one}`);
}

/**
 * An ExtendedConfig as it is stored and answered.
 *
 * @param parameter what is wrong in the request where it is too long
 * @throws ServiceError `InvalidParameter` where what was filled in or put in makes it too long
 */
export function extendedConfigText(config: ExtendedConfig, parameter = configParameter): string {
  const text = sortedJson(config);
  if (text.length <= maxExtendedConfig) return text;
  throw invalid(`makes all of it longer than ${String(maxExtendedConfig)} characters`, parameter);
}

/** Reads an ExtendedConfig that is stored. */
export function storedConfig(text: string | null): ExtendedConfig {
  return JSON.parse(text ?? "{}") as ExtendedConfig;
}

/**
 * Puts other CustomData into an ExtendedConfig that is stored.
 *
 * @throws ServiceError `InvalidParameter`
 */
export function withCustomData(stored: string | null, text: string): string {
  const CustomData = readJsonObject(text);
  const parameter = `${configParameter}.CustomData`;
  if (!isCustomData(CustomData)) throw invalid(customDataForm, parameter);
  return extendedConfigText({ ...storedConfig(stored), CustomData }, parameter);
}

const customDataForm = `must be an object of at most ${String(maxCustomData)} texts`;

function isCustomData(value: unknown): value is ExtendedConfig["CustomData"] {
  if (!isJsonObject(value)) return false;
  const texts = Object.values(value);
  return texts.length <= maxCustomData && texts.every((text) => typeof text === "string");
}

function invalid(reason: string, parameter = configParameter): ServiceError {
  return serviceError("InvalidParameter", { parameter, reason });
}
