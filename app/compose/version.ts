import { version } from "../../package.json";

/** The version of this build, as package.json has it. */
export const VERSION: string = version;
