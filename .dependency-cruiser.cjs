/** Who may import whom: the rooms of the house. Everything not named here is forbidden. */
const mayImport = {
  base: [],
  http: ["base"],
  setup: ["base"],
  scim: ["base"],
  template: ["base", "setup"],
  okta: ["base", "http", "setup"],
  entra: ["base", "http", "setup"],
  "scim-client": ["base", "http", "scim"],
  dialect: ["base", "scim"],
  "scim-target": ["base", "http", "scim"],
  sandbox: ["base", "http", "scim", "scim-client", "dialect"],
};

/** What the folders inside a room may not import. */
const folders = [
  {
    name: "views-know-no-action",
    from: "^src/cli/views/",
    to: "^src/cli/(actions|commands|inputs|rehearsal|tenants|state)/",
  },
  { name: "terminal-is-lowest", from: "^src/cli/terminal/", to: "^src/cli/(?!terminal/)" },
  { name: "commands-are-on-top", from: "^src/cli/(?!commands/|program\\.ts)", to: "^src/cli/commands/" },
  { name: "model-stands-alone", from: "^src/setup/model/", to: "^src/setup/(?!model/)" },
  { name: "plan-writes-nothing", from: "^src/setup/plan/", to: "^src/setup/(apply|undo)/" },
  { name: "api-knows-no-sign-in", from: "^src/(okta|entra)/api/", to: "^src/(okta|entra)/(?!api/)" },
].map(({ name, from, to }) => ({ name, severity: "error", from: { path: from }, to: { path: to } }));

const roomRules = Object.entries(mayImport).map(([room, others]) => ({
  name: `${room}-imports`,
  comment: `${room} may import only: ${[room, ...others].join(", ")}`,
  severity: "error",
  from: { path: `^src/${room}/` },
  to: { path: "^src/", pathNot: [room, ...others].map((other) => `^src/${other}/`) },
}));

/** Packages that cost start-up time: loaded inside the action that needs them, so that --help stays quick. */
const heavy = [
  "@okta/okta-sdk-nodejs",
  "fastify",
  "inquirer",
  "ora",
  "yaml",
  "zod",
  "csv-parse",
  "jose",
  "@microsoft/microsoft-graph-client",
  "@azure/identity",
];

module.exports = {
  forbidden: [
    ...roomRules,
    ...folders,
    {
      name: "output-schema-is-types",
      comment: "What prints JSON is typed by the schema, and starts without it.",
      severity: "error",
      // What a document of another run holds is checked before it is read.
      from: { path: "^src/", pathNot: "^src/cli/(views/output/|report/read-document\\.ts)" },
      to: { path: "^src/cli/views/output/", dependencyTypesNot: ["type-only"] },
    },
    { name: "no-circular", severity: "error", from: {}, to: { circular: true } },
    {
      name: "no-circle-of-folders",
      comment: "Folders of a room stand one above the other.",
      severity: "error",
      scope: "folder",
      from: { path: "^src/" },
      to: { circular: true },
    },
    { name: "no-orphans", severity: "error", from: { orphan: true, path: "^src/" }, to: {} },
    {
      name: "okta-sdk-in-okta-api",
      comment: "The SDK is a transport: only the API room sees it.",
      severity: "error",
      from: { path: "^src/", pathNot: "^src/okta/api/" },
      to: { path: "node_modules/@okta/okta-sdk-nodejs" },
    },
    {
      name: "graph-client-in-entra-api",
      comment: "The client is a transport: only the API room sees it.",
      severity: "error",
      from: { path: "^src/", pathNot: "^src/entra/api/" },
      to: { path: "node_modules/@microsoft/microsoft-graph-client" },
    },
    {
      name: "azure-identity-in-entra-auth",
      comment: "Sign-in is one room.",
      severity: "error",
      from: { path: "^src/", pathNot: "^src/entra/auth/" },
      to: { path: "node_modules/@azure/identity" },
    },
    {
      name: "cli-is-lazy",
      comment: "The command line's own files load heavy packages and other rooms' code only by dynamic import.",
      severity: "error",
      from: { path: "^src/cli/(main|program)\\.ts$" },
      to: {
        path: [...heavy.map((name) => `node_modules/${name}`), "^src/(?!cli/|base/)"],
        dynamic: false,
        dependencyTypesNot: ["type-only"],
      },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
    },
  },
};
