import js from "@eslint/js";
import tseslint from "typescript-eslint";

/** Types are checked by the type-aware rules; the rest are house rules of CONTRIBUTING.md that a machine can keep. */
export default tseslint.config(
  { ignores: ["dist/", "coverage/", "node_modules/"] },
  js.configs.recommended,
  {
    files: ["**/*.ts"],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "no-console": "error",
      "max-lines": ["error", { max: 320, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    files: ["src/**/*.ts"],
    rules: {
      "no-restricted-syntax": [
        "error",
        { selector: "ExportDefaultDeclaration", message: "Named exports only." },
        { selector: "ExportAllDeclaration", message: "No barrels: import from the file where the thing lives." },
      ],
    },
  },
  {
    // Only the command line may touch the process it runs in.
    files: ["src/**/*.ts"],
    ignores: ["src/cli/**"],
    rules: {
      "no-restricted-properties": [
        "error",
        { object: "process", property: "stdout" },
        { object: "process", property: "stderr" },
        { object: "process", property: "exit" },
        { object: "process", property: "env" },
        { object: "process", property: "argv" },
      ],
    },
  },
  {
    files: ["**/*.js", "**/*.cjs", "**/*.mjs"],
    languageOptions: {
      globals: {
        process: "readonly",
        URL: "readonly",
        module: "writable",
        console: "readonly",
        performance: "readonly",
      },
    },
  },
);
