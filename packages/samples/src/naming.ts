/** `exportDataKey` of `ExportDataKey`; a name that begins with an abbreviation stays as it is: `DKMSInstanceId`. */
export function camelCase(name: string): string {
  return /^[A-Z]{2}/.test(name) ? name : name.charAt(0).toLowerCase() + name.slice(1);
}

/** `export_data_key` of `ExportDataKey`, `dkmsinstance_id` of `DKMSInstanceId`. */
export function snakeCase(name: string): string {
  return name.replaceAll(/(?<=[a-z0-9])(?=[A-Z])/g, "_").toLowerCase();
}

/** `export-data-key` of `ExportDataKey`. */
export function kebabCase(name: string): string {
  return snakeCase(name).replaceAll("_", "-");
}
