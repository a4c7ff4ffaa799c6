import type { FieldRow } from "@keyferry/protocol";
import type { Connection } from "../../connection/connection.ts";
import type { Values } from "../../draft/values.ts";

/** What every kind of input is given. */
export interface InputProps {
  readonly field: FieldRow;
  /** Name of the parameter: the field's own, or that of an item of a list. */
  readonly parameter: string;
  /** Id of the element that the label is of. */
  readonly id: string;
  /** Ids of the texts that say more. */
  readonly describedBy: string;
  readonly invalid: boolean;
  /** Text as it travels; empty where there is none. */
  readonly value: string;
  readonly onValue: (value: string | undefined) => void;
  /** All values of the form: some inputs follow others. */
  readonly values: Values;
  readonly connection: Connection;
}
