// Builds the workbench's front end: every src/*.ts becomes a module, all styles/*.css one sheet, symbols one sprite.
import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";

const OUT = "../src/reportedly/web/static";
const FIRST = ["tokens.css", "shell.css"];
mkdirSync(OUT, { recursive: true });

const sheets = readdirSync("styles").filter((name) => name.endsWith(".css"));
const ordered = [...FIRST, ...sheets.filter((name) => !FIRST.includes(name)).sort()];
const entries = readdirSync("src").filter((name) => name.endsWith(".ts") && !name.endsWith(".d.ts"));

await build({
  stdin: { contents: ordered.map((name) => `@import "./styles/${name}";`).join("\n"), loader: "css", resolveDir: "." },
  bundle: true,
  minify: true,
  target: "es2022",
  loader: { ".woff2": "file", ".png": "file", ".svg": "file" },
  assetNames: "[name]",
  outfile: join(OUT, "app.css"),
  external: ["*.woff2"],
});
await build({
  entryPoints: entries.map((name) => join("src", name)),
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2022",
  legalComments: "none",
  outdir: OUT,
});
copyFileSync("node_modules/htmx.org/dist/htmx.min.js", join(OUT, "htmx.js"));
copyFileSync("src/symbols.svg", join(OUT, "symbols.svg"));
for (const extra of readdirSync(".").filter((name) => /^copy-.*\.mjs$/.test(name)).sort()) {
  await (await import(`./${extra}`)).default(OUT);
}

// What the built files were made of; a test compares it with the sources.
const digest = createHash("sha256");
for (const folder of ["src", "styles"]) {
  for (const name of readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()) {
    digest.update(name.replaceAll("\\", "/")).update("\0").update(readFileSync(name)).update("\0");
  }
}
digest.update(readFileSync("package.json")).update(readFileSync("build.mjs"));
writeFileSync(join(OUT, "built.json"), `${JSON.stringify({ sources_sha256: digest.digest("hex") })}\n`);
