import { fileURLToPath } from "node:url";

/** Where the vendors' guides lie: beside dist in a package, beside src in a checkout. */
export const TEMPLATES = fileURLToPath(new URL("../../../templates", import.meta.url));
