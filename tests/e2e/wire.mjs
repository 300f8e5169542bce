#!/usr/bin/env node
// Listens in on an editor and its server, and holds every message of both against the protocol's own description.
//
//   wire.mjs --record FILE PROSED [ARG...]   what an editor starts instead of the server: passes everything on as it
//                                            comes, appends each message to FILE
//   wire.mjs --check FILE                    says what each side sent, and fails if a message is not valid LSP
//   wire.mjs --check-foreign FILE            the same for a client that is not ours: what it sends beyond the protocol
//                                            is told, but does not fail
//
// The description is $PROSED_METAMODEL, else ../shared/data/lsp-3.18-metaModel.json; 77 is returned without one.
import { spawn } from 'node:child_process';
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { constants } from 'node:os';
import { resolve } from 'node:path';

const { loadModel } = createRequire(import.meta.url)('./lib/metamodel.js');
const [mode, file, ...command] = process.argv.slice(2);

// Calls found for each whole message of a stream.
function makeReader(found) {
  let rest = Buffer.alloc(0);
  return data => {
    rest = Buffer.concat([rest, data]);
    for (let end; (end = rest.indexOf('\r\n\r\n')) >= 0;) {
      const length = Number(/content-length: (\d+)/i.exec(rest.toString('latin1', 0, end))?.[1]);
      if (!(rest.length >= end + 4 + length)) return;
      found(rest.toString('utf8', end + 4, end + 4 + length));
      rest = rest.subarray(end + 4 + length);
    }
  };
}

function record() {
  const child = spawn(command[0], command.slice(1), { stdio: ['pipe', 'pipe', 'inherit'] });
  const listen = (from, input, output) => {
    const read = makeReader(text => appendFileSync(file, JSON.stringify({ session: child.pid, from, text }) + '\n'));
    input.on('data', data => { output.write(data); read(data); });
    input.on('end', () => output.end());
    output.on('error', () => {});
  };
  listen('client', process.stdin, child.stdin);
  listen('server', child.stdout, process.stdout);
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => process.exit(signal ? 128 + constants.signals[signal] : code));
}

// The method that each answer belongs to, found by who asked and under which id.
function findMethod(asked, { session, from, message }) {
  const key = side => `${session} ${side} ${JSON.stringify(message.id)}`;
  const other = from === 'client' ? 'server' : 'client';
  if (message.method && message.id !== undefined) asked.set(key(from), message.method);
  return message.method ? null : asked.get(key(other));
}

function check() {
  const description = process.env.PROSED_METAMODEL || resolve(import.meta.dirname ?? new URL('.', import.meta.url).pathname,
    '../../../shared/data/lsp-3.18-metaModel.json');
  if (!existsSync(description)) {
    console.log(`NOT CHECKED against the protocol: there is no ${description}; set PROSED_METAMODEL`);
    return 77;
  }
  const model = loadModel(description), asked = new Map(), counts = {}, faults = new Set();
  for (const line of readFileSync(file, 'utf8').split('\n').filter(Boolean)) {
    const { session, from, text } = JSON.parse(line);
    const message = JSON.parse(text), method = findMethod(asked, { session, from, message });
    const fault = model.checkMessage(message, method, from);
    const name = message.method ?? `answer to ${method}`;
    if (fault) faults.add(`${from}, ${name}: ${fault}`);
    (counts[from] ??= {})[name] = (counts[from]?.[name] ?? 0) + 1;
  }
  for (const [from, names] of Object.entries(counts)) {
    console.log(`${from}: ${Object.entries(names).map(([name, count]) => `${name} ${count}`).join(', ')}`);
  }
  const isOurs = fault => mode === '--check' || fault.startsWith('server') || !fault.endsWith(': unknown');
  for (const fault of faults) console.log(`${isOurs(fault) ? 'NOT VALID' : 'beyond the protocol'}: ${fault}`);
  const whole = counts.client?.initialize && counts.server?.['answer to initialize'];
  if (!whole) console.log(`NOT RECORDED: ${file} holds no session`);
  return [...faults].some(isOurs) || !whole ? 1 : 0;
}

if (mode === '--record') record();
else process.exit(check());
