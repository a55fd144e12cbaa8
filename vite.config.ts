import { vitePlugin as remix } from "@remix-run/dev";
import tailwindcss from "@tailwindcss/vite";
import { defineConfig } from "vite";
import remixConfig from "./remix.config.js";
import { browserFiles } from "./vite/browser-files.ts";

export default defineConfig({
  plugins: [tailwindcss(), browserFiles(), remix(remixConfig)],
  build: { target: "es2022" },
  // The icons that are used are built in: the package weighs 50 MB and would be all of it in an image.
  ssr: { noExternal: ["lucide-react"] },
});
