import type { Operation } from "@keyferry/protocol";
import { parameterNames } from "@keyferry/gateway";
import { commonHeaders, commonParameters, namedHeaders } from "./harmless-values.ts";

/** How much of a parameter may be shown: all, its name, its name up to the first `.`, or nothing. */
export type Visibility = "value" | "name" | "prefix" | "nothing";

/** What of a request may be shown to people. What is not known to be harmless may not. */
export interface Visible {
  /** @param value absent: at most the name may be shown */
  readonly parameter: (name: string, value?: string) => Visibility;
  readonly header: (name: string, value?: string) => Exclude<Visibility, "prefix">;
}

/** What is known of a request that is right in it. */
export interface KnownParts {
  readonly operation: Operation | undefined;
  /** Id of an access key that there is. */
  readonly accessKeyId: string | undefined;
  /** A Host that the gateway goes by. */
  readonly host: string | undefined;
}

/**
 * What may be shown of a request: names that the API has, and values of a form that no secret has. A client may have put a
 * secret anywhere: under another name, in place of a name, in a header.
 */
export function visibleOf({ operation, accessKeyId, host }: KnownParts): Visible {
  const fields = new Map((operation?.fields ?? []).map((row) => [row.name, row]));
  return {
    parameter(name, value) {
      const dot = name.indexOf(".");
      // The rest of the name of a map that was sent in parts is its content.
      if (dot >= 0) return parameterNames.has(name.slice(0, dot)) ? "prefix" : "nothing";
      if (!parameterNames.has(name)) return "nothing";
      if (value === undefined) return "name";
      if (value === "" || (name === "AccessKeyId" && value === accessKeyId)) return "value";
      const harmless = commonParameters.get(name) ?? fields.get(name)?.shows;
      return harmless?.(value) === true ? "value" : "name";
    },
    header(name, value) {
      const harmless = commonHeaders.get(name);
      if (harmless === undefined && !namedHeaders.includes(name)) return "nothing";
      if (value === undefined) return "name";
      if (value === "" || (name === "host" && value === host)) return "value";
      return harmless?.(value) === true ? "value" : "name";
    },
  };
}
