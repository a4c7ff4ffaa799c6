import type { Operation } from "@keyferry/protocol";
import type { Connection } from "../../connection/connection.ts";
import type { Signing } from "../../connection/signed-call.ts";
import type { Values } from "../../draft/values.ts";

/** What each tab beside a form is given. */
export interface SideProps {
  readonly operation: Operation;
  readonly connection: Connection;
  /** The parameters of the request that the form makes now. */
  readonly parameters: Values;
  readonly signing: Signing;
}
