import { render } from "preact";
import { connectToServer } from "./connection/server-connection.ts";
import { start } from "./frame/start.tsx";
import { views } from "./views.ts";
import "./style/tokens.css";
import "./style/base.css";
import "./style/parts.css";
import "./style/frame.css";

const place = document.getElementById("app");
if (place !== null) render(start(connectToServer, views), place);
