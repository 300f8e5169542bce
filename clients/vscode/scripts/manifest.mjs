// The settings in package.json follow the server's own table:
//   node scripts/manifest.mjs PROSED [--check]     writes them; --check: fails if they differ
// What the server allows in a project's .prosed.json a workspace may set too; the rest belongs to the person: settings of
// the model to this machine, because they name endpoints and keys.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const file = join(dirname(dirname(fileURLToPath(import.meta.url))), 'package.json');

const OWN = {
  'prosed.server.path': {
    type: 'string', default: '', scope: 'machine', order: 0,
    markdownDescription: 'The program `prosed`. Empty: the one that came with the extension, else the first on the PATH.',
  },
  'prosed.languages': {
    type: 'array', items: { type: 'string' }, scope: 'window', order: 1,
    default: ['markdown', 'plaintext', 'latex', 'tex', 'git-commit', 'html', 'mdx', 'quarto', 'rmd', 'restructuredtext', 'org', 'asciidoc', 'typst', 'mail'],
    markdownDescription: 'Language ids of documents that are prose. prosed starts by itself with those of the default, with others at its first command.',
  },
  'prosed.trace.server': {
    type: 'string', enum: ['off', 'messages', 'verbose'], default: 'off', scope: 'window', order: 2,
    markdownDescription: 'What is logged of the messages between VS Code and the server. With log level Trace they are in the log "prosed".',
  },
};

function readTable(program) {
  const run = (...args) => execFileSync(program, ['settings', ...args], { encoding: 'utf8' });
  const table = run().split('\n');
  const open = new Set(table.flatMap((line, i) => table[i + 1]?.includes('also in a project') ? [line.split(' ')[0]] : []));
  return { schema: JSON.parse(run('--schema')).properties, open };
}

function collect(properties, prefix, found = []) {
  for (const [name, schema] of Object.entries(properties)) {
    if (name.startsWith('$') || schema.$ref) continue;
    if (schema.properties) collect(schema.properties, `${prefix}${name}.`, found);
    else found.push([`${prefix}${name}`, schema]);
  }
  return found;
}

export function makeSettings(program) {
  const { schema, open } = readTable(program);
  const settings = { ...OWN };
  for (const [name, { description, ...rest }] of collect(schema, '')) {
    const scope = name.startsWith('model.') ? 'machine' : open.has(name) ? 'window' : 'application';
    const text = description[0].toUpperCase() + description.slice(1);
    settings[`prosed.${name}`] = { ...rest, scope, description: `${text}.`, order: Object.keys(settings).length };
  }
  const restricted = Object.keys(settings).filter(name => settings[name].scope === 'window' && !(name in OWN));
  return { settings, restricted };
}

export function applyTo(manifest, program) {
  const { settings, restricted } = makeSettings(program);
  const result = structuredClone(manifest);
  result.contributes.configuration = { title: 'prosed', properties: settings };
  result.capabilities.untrustedWorkspaces.restrictedConfigurations = restricted;
  return result;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [program, check] = process.argv.slice(2);
  const before = readFileSync(file, 'utf8');
  const after = `${JSON.stringify(applyTo(JSON.parse(before), program), null, 2)}\n`;
  if (check && before !== after) {
    console.error('clients/vscode/package.json: the settings differ from those of the server; run: node clients/vscode/scripts/manifest.mjs build/release/prosed');
    process.exit(1);
  }
  if (!check) writeFileSync(file, after);
}
