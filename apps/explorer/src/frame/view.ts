import type { ComponentType } from "preact";
import type { Connection } from "../connection/connection.ts";

/** What a view is given. */
export interface ViewProps {
  readonly connection: Connection;
  /** What of the address is below the view: `["ExportDataKey"]` of `#/operations/ExportDataKey`. */
  readonly path: readonly string[];
}

/** A view. It is loaded when it is opened first. */
export interface View {
  /** What the left column calls it. */
  readonly name: { readonly en: string; readonly zh: string };
  /** Whether the left column has it among the views; the operations stand there one by one. */
  readonly listed: boolean;
  readonly load: () => Promise<{ readonly default: ComponentType<ViewProps> }>;
}

/** Views by the first part of their addresses, in the order of the left column. */
export interface Views {
  readonly all: Readonly<Record<string, View>>;
  /** The one that the page opens with. */
  readonly first: string;
}
