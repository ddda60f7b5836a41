import { fileURLToPath } from "node:url";

/** The folder of the vendors' guides: beside dist in a package, beside src in a checkout. */
export const TEMPLATES = fileURLToPath(new URL("../../../templates", import.meta.url));
