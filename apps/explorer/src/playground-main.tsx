import { render } from "preact";
import { startPlayground } from "./playground/page/playground-page.tsx";
import { views } from "./views.ts";
import "./style/tokens.css";
import "./style/base.css";
import "./style/parts.css";
import "./style/frame.css";

const place = document.getElementById("app");
if (place !== null) render(startPlayground(views), place);
