// Bundles the extension into dist/, after fetching what that needs if it is not there yet:
//   node scripts/build.mjs [--check]      --check: types as well
// There are two files, because the window waits for the first: extension.js, and client.js, the LSP client, which is most
// of it and is loaded once the window is open.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, utimesSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const folder = dirname(dirname(fileURLToPath(import.meta.url)));
export const top = join(folder, '../..');
const MAX_BYTES = 400 * 1000;
export const FILES = ['extension.js', 'client.js'];

// Packages are kept in build/npm, so that fetching them again is quick and touches no other cache.
function fetchPackages() {
  const lock = join(folder, 'package-lock.json'), done = join(folder, 'node_modules/.package-lock.json');
  if (existsSync(done) && statSync(done).mtimeMs >= statSync(lock).mtimeMs) return;
  mkdirSync(join(top, 'build/npm'), { recursive: true });
  execFileSync('npm', ['ci', '--cache', join(top, 'build/npm'), '--prefer-offline', '--loglevel', 'error'], { cwd: folder, stdio: 'pipe' });
  utimesSync(done, new Date(), new Date());
}

// Whether fetching failed because the registry could not be reached.
export function isOffline(error) {
  return /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH/.test(String(error.stderr));
}

// Features of the protocol that the server does not have: the client's parts for them are left out, which halves what is
// to be loaded and announced. A feature that the server gains has to go from this list.
const ABSENT = [
  'callHierarchy', 'codeLens', 'colorProvider', 'declaration', 'definition', 'diagnostic', 'documentHighlight', 'documentLink',
  'documentSymbol', 'fileOperations', 'foldingRange', 'formatting', 'hover', 'implementation', 'inlayHint', 'inlineValue',
  'linkedEditingRange', 'notebook', 'reference', 'rename', 'selectionRange', 'semanticTokens', 'signatureHelp',
  'textDocumentContent', 'typeDefinition', 'typeHierarchy', 'workspaceSymbol',
];
const absent = `
  class Absent { fillClientCapabilities() {} initialize() {} getState() { return { kind: 'static' }; } clear() {} }
  module.exports = new Proxy({}, { get: (_, name) => name === '__esModule' ? true : Absent });`;

// Each file of the client carries its own copy of the compiler's helpers; one is enough.
const helpers = `
  const copy = (to, from) => {
    for (const name of Object.getOwnPropertyNames(from)) {
      if (name !== 'default' && !Object.hasOwn(to, name)) Object.defineProperty(to, name, { enumerable: true, get: () => from[name] });
    }
    return to;
  };
  exports.__exportStar = (from, to) => copy(to, from);
  exports.__importStar = module => module.__esModule ? module : Object.assign(copy({}, module), { default: module });
  exports.__importDefault = module => module.__esModule ? module : { default: module };`;

const slim = {
  name: 'slim',
  setup(build) {
    build.onResolve({ filter: /^prosed-helpers$/ }, () => ({ path: 'helpers', namespace: 'slim' }));
    build.onLoad({ filter: /^helpers$/, namespace: 'slim' }, () => ({ contents: helpers, loader: 'js' }));
    build.onLoad({ filter: new RegExp(`vscode-languageclient/lib/common/(${ABSENT.join('|')})\\.js$`) }, () => ({ contents: absent, loader: 'js' }));
    build.onLoad({ filter: /node_modules\/vscode-.*\.js$/ }, ({ path }) => ({
      contents: readFileSync(path, 'utf8').replace(
        /^var __createBinding = [\s\S]*?^(?=Object\.defineProperty\(exports, "__esModule")/m,
        'const { __exportStar, __importDefault, __importStar } = require("prosed-helpers");\n'),
      loader: 'js',
    }));
  },
};

// For the extension's own code: the client is the other file.
const apart = {
  name: 'apart',
  setup(build) {
    build.onResolve({ filter: /^vscode-languageclient\/node$/ }, () => ({ path: './client.js', external: true }));
  },
};

// The sizes of the files in bytes, by name.
export async function bundle() {
  fetchPackages();
  const { build } = await import('esbuild');
  const options = {
    absWorkingDir: folder, bundle: true, minify: true, platform: 'node', format: 'cjs', target: 'node18', external: ['vscode'], logLevel: 'warning',
  };
  rmSync(join(folder, 'dist'), { recursive: true, force: true });
  await build({ ...options, entryPoints: ['src/extension.ts'], outfile: 'dist/extension.js', plugins: [apart] });
  await build({
    ...options, stdin: { contents: "module.exports = require('vscode-languageclient/node');", resolveDir: folder }, outfile: 'dist/client.js', plugins: [slim],
  });
  const sizes = Object.fromEntries(FILES.map(name => [name, statSync(join(folder, 'dist', name)).size]));
  const total = Object.values(sizes).reduce((sum, size) => sum + size, 0);
  if (total > MAX_BYTES) throw new Error(`dist/ has ${total} bytes, more than ${MAX_BYTES}`);
  return sizes;
}

export function describe(sizes) {
  return `bundle: ${Object.entries(sizes).map(([name, size]) => `${name} ${size} bytes`).join(', ')} (of ${MAX_BYTES})`;
}

export function checkTypes() {
  execFileSync(process.execPath, [join(folder, 'node_modules/typescript/bin/tsc')], { cwd: folder, stdio: 'inherit' });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  console.log(describe(await bundle()));
  if (process.argv.includes('--check')) checkTypes();
}
