// Stands for a compiler.
import { cpSync, mkdirSync } from "node:fs";

mkdirSync("dist", { recursive: true });
cpSync("server.js", "dist/server.js");
