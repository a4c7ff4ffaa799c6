import { everyOperation } from "@keyferry/protocol";
import type { ViewProps } from "../frame/view.ts";
import { OperationList } from "./operation-list.tsx";
import { OperationPage } from "./operation-page.tsx";
import "./operations.css";

/** All operations by group, or one of them with its form. */
export default function OperationsView({ connection, path }: ViewProps) {
  const [asked] = path;
  const operation =
    asked !== undefined && Object.hasOwn(everyOperation, asked) ? everyOperation[asked] : undefined;
  if (operation === undefined) return <OperationList {...(asked !== undefined && { unknown: asked })} />;
  return <OperationPage key={operation.name} operation={operation} connection={connection} />;
}
