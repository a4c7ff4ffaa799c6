export { describeRegions } from "./describe-regions.ts";
