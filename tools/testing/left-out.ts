/** What the tests need from outside npm, and can do without. */
export type ComponentName =
  | "openssl"
  | "chromium"
  | "compiler"
  | "softhsm"
  | "nss"
  | "java"
  | "jdk"
  | "python"
  | "go"
  | "php"
  | "curl"
  | "mounts"
  | "postgres";

/** The names in KEYFERRY_WITHOUT, which has commas between them: what this run is to do without. */
export const leftOut: ReadonlySet<string> = new Set(
  (process.env["KEYFERRY_WITHOUT"] ?? "").split(",").filter((name) => name !== ""),
);

/** Whether this run is to do without the component, so that the tests which need it are left out. */
export function isLeftOut(component: ComponentName): boolean {
  return leftOut.has(component);
}
