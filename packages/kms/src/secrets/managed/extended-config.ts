import { serviceError, type ServiceError } from "@keyferry/protocol";
import type { ExtendedConfig } from "../../call/rotation-hook.ts";
import { isJsonObject, readJsonObject, sortedJson } from "./json-object.ts";
import type { ManagedType } from "./managed-types.ts";

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
    if (typeof (config[member] ?? "") !== "string") throw invalid(`${member} must be a text`);
  }
  const { CustomData = {} } = config;
  if (!isCustomData(CustomData)) throw invalid(`CustomData ${customDataForm}`);
  const { SecretSubType } = config;
  return { ...presets, ...config, SecretSubType: String(SecretSubType), CustomData };
}

/** An ExtendedConfig as it is stored and answered. */
export function extendedConfigText(config: ExtendedConfig): string {
  return sortedJson(config);
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
  if (!isCustomData(CustomData)) {
    throw serviceError("InvalidParameter", {
      parameter: "ExtendedConfig.CustomData",
      reason: customDataForm,
    });
  }
  return extendedConfigText({ ...storedConfig(stored), CustomData });
}

const customDataForm = `must be an object of at most ${String(maxCustomData)} texts`;

function isCustomData(value: unknown): value is ExtendedConfig["CustomData"] {
  if (!isJsonObject(value)) return false;
  const texts = Object.values(value);
  return texts.length <= maxCustomData && texts.every((text) => typeof text === "string");
}

function invalid(reason: string): ServiceError {
  return serviceError("InvalidParameter", { parameter: "ExtendedConfig", reason });
}
