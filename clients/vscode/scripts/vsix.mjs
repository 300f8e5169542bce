// Packs the extension and the server into a .vsix:   node scripts/vsix.mjs PROSED OUT
// A .vsix is a zip of a content list, a manifest in XML and the folder extension/.
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { bundle, checkTypes, describe, FILES, folder, top } from './build.mjs';

const PROGRAM_MODE = 0o100755, FILE_MODE = 0o100644;
const DOS_EPOCH = (1 << 5) | 1;   // 1980-01-01: the same input gives the same file

const table = Uint32Array.from({ length: 256 }, (_, n) => {
  for (let bit = 0; bit < 8; bit++) n = n & 1 ? (n >>> 1) ^ 0xedb88320 : n >>> 1;
  return n;
});
const crc32 = data => ~data.reduce((crc, byte) => (crc >>> 8) ^ table[(crc ^ byte) & 255], -1) >>> 0;

// Members in the order that the format gives them: size in bytes and value.
function record(...members) {
  const out = Buffer.alloc(members.reduce((sum, [size]) => sum + size, 0));
  let at = 0;
  for (const [size, value] of members) at = out.writeUIntLE(value, at, size);
  return out;
}

function zip(files) {
  const parts = [], directory = [];
  let offset = 0;
  for (const { name, data, mode } of files) {
    const packed = deflateRawSync(data, { level: 9 }), path = Buffer.from(name);
    const shared = [[2, 20], [2, 0x800], [2, 8], [2, 0], [2, DOS_EPOCH], [4, crc32(data)], [4, packed.length], [4, data.length], [2, path.length], [2, 0]];
    const local = Buffer.concat([record([4, 0x04034b50], ...shared), path, packed]);
    directory.push(record([4, 0x02014b50], [2, (3 << 8) | 20], ...shared, [2, 0], [2, 0], [2, 0], [4, mode * 0x10000], [4, offset]), path);
    parts.push(local);
    offset += local.length;
  }
  const list = Buffer.concat(directory);
  const end = record([4, 0x06054b50], [2, 0], [2, 0], [2, files.length], [2, files.length], [4, list.length], [4, offset], [2, 0]);
  return Buffer.concat([...parts, list, end]);
}

function listFiles(name) {
  const path = join(folder, name);
  return statSync(path).isDirectory() ? readdirSync(path).sort().flatMap(one => listFiles(`${name}/${one}`)) : [name];
}

const escape = text => text.replace(/[&<>"]/g, one => `&#${one.charCodeAt(0)};`);

function makeManifest(about, platform) {
  const property = (id, value) => `      <Property Id="Microsoft.VisualStudio.${id}" Value="${escape(value)}" />\n`;
  const asset = (type, path) => `    <Asset Type="Microsoft.VisualStudio.${type}" Path="extension/${path}" Addressable="true" />\n`;
  return `<?xml version="1.0" encoding="utf-8"?>
<PackageManifest Version="2.0.0" xmlns="http://schemas.microsoft.com/developer/vsx-schema/2011">
  <Metadata>
    <Identity Language="en-US" Id="${about.name}" Version="${about.version}" Publisher="${about.publisher}" TargetPlatform="${platform}" />
    <DisplayName>${escape(about.displayName)}</DisplayName>
    <Description xml:space="preserve">${escape(about.description)}</Description>
    <Tags>${escape(about.keywords.join(','))}</Tags>
    <Categories>${escape(about.categories.join(','))}</Categories>
    <License>extension/LICENSE</License>
    <Properties>
${property('Code.Engine', about.engines.vscode)}${property('Code.ExtensionKind', about.extensionKind.join(','))}    </Properties>
  </Metadata>
  <Installation>
    <InstallationTarget Id="Microsoft.VisualStudio.Code" />
  </Installation>
  <Dependencies />
  <Assets>
${asset('Code.Manifest', 'package.json')}${asset('Services.Content.Details', 'README.md')}${asset('Services.Content.License', 'LICENSE')}  </Assets>
</PackageManifest>
`;
}

function makeContentTypes(files) {
  const types = { '.json': 'application/json', '.js': 'application/javascript', '.md': 'text/markdown', '.svg': 'image/svg+xml', '.png': 'image/png', '.vsixmanifest': 'text/xml' };
  const known = Object.entries(types).map(([end, type]) => `<Default Extension="${end}" ContentType="${type}" />`);
  const rest = files.filter(({ name }) => !Object.keys(types).some(end => name.endsWith(end)))
    .map(({ name }) => `<Override PartName="/${name}" ContentType="application/octet-stream" />`);
  return `<?xml version="1.0" encoding="utf-8"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">${[...known, ...rest].join('')}</Types>
`;
}

// Libraries that the program looks for beside itself; the C library is everywhere and has to be the machine's own.
const OF_SYSTEM = /^(linux-vdso|ld-linux.*|libc|libm|libdl|librt|libpthread)\.so/;
function findLibraries(program) {
  if (process.platform !== 'linux') return [];
  const lines = execFileSync('ldd', [program], { encoding: 'utf8' }).split('\n');
  return lines.map(line => /=> (\/\S+)/.exec(line)?.[1]).filter(path => path && !OF_SYSTEM.test(basename(path)));
}

// What the libraries' licences want to come along, as far as the machine that packs has it.
function collectLicences() {
  const packages = ['libuv1-dev', 'libsqlite3-dev', 'libcjson-dev', 'libutf8proc-dev', 'libmd4c-dev'];
  const known = packages.map(name => [name, `/usr/share/doc/${name}/copyright`]).filter(([, path]) => existsSync(path));
  return known.map(([name, path]) => `==== ${name.replace(/1?-dev$/, '')} ====\n\n${readFileSync(path, 'utf8').trim()}\n`).join('\n');
}

const [program, out] = process.argv.slice(2);
if (!out || !existsSync(program)) {
  console.error('usage: vsix.mjs PROSED OUT');
  process.exit(2);
}
console.log(describe(await bundle()));
checkTypes();
const about = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
const { devDependencies, dependencies, private: _, ...shipped } = about;   // all that is needed is in the bundle
const files = [
  { name: 'extension/package.json', data: Buffer.from(`${JSON.stringify(shipped, null, 2)}\n`), mode: FILE_MODE },
  { name: 'extension/LICENSE', data: readFileSync(join(top, 'LICENSE')), mode: FILE_MODE },
  { name: 'extension/bin/prosed', data: readFileSync(program), mode: PROGRAM_MODE },
  ...findLibraries(program).map(path => ({ name: `extension/bin/${basename(path)}`, data: readFileSync(path), mode: FILE_MODE })),
  { name: 'extension/bin/licences.txt', data: Buffer.from(collectLicences()), mode: FILE_MODE },
  ...['README.md', ...FILES.map(name => `dist/${name}`), ...listFiles('media')].map(name => ({ name: `extension/${name}`, data: readFileSync(join(folder, name)), mode: FILE_MODE })),
];
files.unshift({ name: 'extension.vsixmanifest', data: Buffer.from(makeManifest(about, `${process.platform}-${process.arch}`)), mode: FILE_MODE },
  { name: '[Content_Types].xml', data: Buffer.from(makeContentTypes(files)), mode: FILE_MODE });
mkdirSync(dirname(out), { recursive: true });
writeFileSync(out, zip(files));
chmodSync(out, 0o644);
console.log(`${out}: ${statSync(out).size} bytes, ${files.length} files`);
