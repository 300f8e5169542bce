// A day of use in fast motion: 50,000 edits, 2,000 saves, 200 samples learned, 5,000 requests in 24 hours of the server's clock
// (tests/shim/clock.c). At its end the server holds no more memory than after the first hour, give or take a tenth; no
// descriptor is left over; and the store is as large as one that learned the same and saw nothing else, and what was offered.
// (Three documents are open at a time: the engine remembers eight closed ones, so all that is bounded is full after an hour.)
// Usage: node day.mjs [PROSED] [SHARE] [SPEED]: a SHARE of all that (1), so many times as fast as the clock on the wall (288: 5 minutes);
// a fourth word, short: too little happens for memory and store to be judged
import { readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Editor, check, makeWorld, resolve, sleep, top, withShims } from '../e2e/session.mjs';

const prosed = resolve(process.argv[2] ?? join(top, 'build/release/prosed'));
const SHARE = Number(process.argv[3] ?? 1), SPEED = Number(process.argv[4] ?? 288), HOURS = 24, HOUR_MS = 3600000 / SPEED;
const ROW_BYTES = 80; // of a suggestion, besides its two texts
const goals = { edits: 50000 * SHARE, saves: 2000 * SHARE, samples: 200 * SHARE, requests: 5000 * SHARE };
const firstSeed = Number(process.env.SEED ?? Date.now() % 1e9);
let seed = firstSeed;
const random = below => Math.floor((seed = (seed * 1103515245 + 12345) % 2147483648) / 2147483648 * below);

const words = 'lamp stair boat ledger weight window cellar rope signal gauge berth tide keeper harbour paint brass wick ladder gallery weather'.split(' ');
const word = () => words[random(words.length)];
// A passage of its own: no two are alike.
const passage = n => `Entry ${n}. We've been up to the ${word()} and the ${word()} again, and they're sound. It isn't the ${word()} that squeaks; it's the ${word()}, and we won't mend it before the ${word()} is dry, because the ${word()} can't be moved (${n}).\n`;

class Person {
  constructor(editor) {
    Object.assign(this, { editor, done: { edits: 0, saves: 0, samples: 0, requests: 0 }, versions: new Map(), dirty: new Set(), open: [], errors: 0, passages: [], offeredBytes: 0 });
  }
  change(name, range, text) {
    const version = (this.versions.get(name) ?? 0) + 1;
    this.versions.set(name, version);
    this.editor.notify('textDocument/didChange', { textDocument: { uri: this.editor.uri(name), version }, contentChanges: [{ range, text }] });
    this.dirty.add(name);
    this.done.edits++;
  }
  // A letter too many, and its removal.
  slip() {
    const { name } = this.open[random(this.open.length)], line = 2, character = random(30), at = { line, character };
    this.change(name, { start: at, end: at }, 'x');
    this.change(name, { start: at, end: { line, character: character + 1 } }, '');
  }
  save(name = this.open[random(this.open.length)].name) {
    this.editor.save(name);
    this.dirty.delete(name);
    this.done.saves++;
  }
  // A new note of one paragraph; the oldest open one is closed.
  writeNote() {
    const n = this.done.samples++, name = `note-${n}.md`, text = passage(n);
    this.passages.push(text);
    this.editor.open(name, `# Note\n\n`);
    this.versions.set(name, 0);
    let at = { line: 2, character: 0 };
    for (const piece of text.match(/.{1,40}|\n/g)) {
      this.change(name, { start: at, end: at }, piece);
      at = piece === '\n' ? { line: at.line + 1, character: 0 } : { line: at.line, character: at.character + piece.length };
    }
    this.save(name);
    this.open.push({ name });
    if (this.open.length <= 3) return;
    const oldest = this.open.shift().name;
    this.editor.close(oldest);
    this.dirty.delete(oldest);
  }
  async ask() {
    const { name } = this.open[random(this.open.length)], { editor } = this, uri = editor.uri(name), position = { line: 2, character: 20 };
    const command = (name, argument) => editor.request('workspace/executeCommand', { command: name, arguments: [argument ?? {}] });
    const kinds = [
      () => command('prosed.status'),
      () => command('prosed.preferences', { uri }),
      () => editor.request('textDocument/inlineCompletion', { textDocument: { uri }, position, context: { triggerKind: 1 } }),
      () => editor.request('textDocument/codeAction', { textDocument: { uri }, range: { start: position, end: position }, context: { diagnostics: [] } }),
      async () => {
        const reply = await command('prosed.rewrite', { uri, position });
        if (reply.result?.suggestion) {
          await command('prosed.reject', { suggestion: reply.result.suggestion });
          this.offeredBytes += reply.result.before.length + reply.result.after.length + ROW_BYTES;
          this.done.requests++;
        }
        return reply;
      },
      () => { const answer = editor.request('textDocument/inlineCompletion', { textDocument: { uri }, position, context: { triggerKind: 1 } }); editor.notify('$/cancelRequest', { id: editor.id }); return answer; },
      () => editor.request('no/such', {}),
    ];
    const { error } = await kinds[random(kinds.length)]();
    this.done.requests++;
    if (error && ![-32800, -32601].includes(error.code) && !/nothing is learned yet/.test(error.message)) { this.errors++; this.lastError = error; }
  }
  // What is due at this part (0 to 1) of the day, all mixed.
  async until(part) {
    const due = kind => Math.round(goals[kind] * part) - this.done[kind];
    for (;;) {
      const kinds = Object.keys(goals).filter(kind => due(kind) > 0);
      if (!kinds.length) return;
      const kind = this.open.length ? kinds[random(kinds.length)] : 'samples';
      if (kind === 'samples') this.writeNote();
      else if (kind === 'saves') this.save();
      else if (kind === 'edits') this.slip();
      else await this.ask();
    }
  }
}

// VmRSS of status is a quarter of a megabyte off at times.
const measure = pid => ({ kb: Number(/Rss:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))[1]), files: readdirSync(`/proc/${pid}/fd`).length });
const storeBytes = world => { const folder = join(world.work, 'data/prosed/projects'); return readdirSync(folder).filter(name => name.endsWith('.db')).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0); };

// The same passages, each saved in a document that is closed, and nothing else: how large the store is.
async function learnOnly(passages) {
  const world = makeWorld('day'), editor = await new Editor(prosed, world).start();
  passages.forEach((text, n) => editor.write(`note-${n}.md`, text));
  await editor.untilLearned(passages.length, 300);
  check(await editor.stop() === 0, 'an orderly end');
  const bytes = storeBytes(world);
  rmSync(world.work, { recursive: true, force: true });
  return bytes;
}

const world = makeWorld('day'), plain = world.env;
world.env = withShims(plain, { clock: { SHIM_CLOCK: String(SPEED) } });
const editor = await new Editor(prosed, world).start();
const person = new Person(editor), start = Date.now(), hours = [], before = measure(editor.child.pid);
for (let hour = 1; hour <= HOURS; hour++) {
  for (let part = 1; part <= 10; part++) {
    await person.until((hour - 1 + part / 10) / HOURS);
    await sleep(Math.max(0, start + (hour - 1 + part / 10) * HOUR_MS - Date.now()));
    editor.messages.length = 0;
  }
  for (const name of person.dirty) person.save(name);
  await editor.untilLearned(person.done.samples, 60); // each in its quiet period
  hours.push(measure(editor.child.pid));
}
for (const { name } of person.open) editor.close(name);
const { samples } = await editor.untilLearned(person.done.samples, 60), atEnd = measure(editor.child.pid);
const code = await editor.stop(), bytes = storeBytes(world), expected = (await learnOnly(person.passages)) + person.offeredBytes;
const mb = kb => (kb / 1024).toFixed(2), seconds = ((Date.now() - start) / 1000).toFixed(0);
console.log(`${Object.entries(person.done).map(([kind, count]) => `${count} ${kind}`).join(', ')} in ${HOURS} hours (${seconds} s); ${person.errors} requests failed (SEED=${firstSeed})`);
console.log(`memory in MB: ${mb(before.kb)} at the start, ${mb(hours[0].kb)} after the first hour, ${mb(Math.max(...hours.map(({ kb }) => kb)))} at most, ${mb(atEnd.kb)} at the end (${(atEnd.kb / hours[0].kb).toFixed(2)}); by hour: ${hours.map(({ kb }) => mb(kb)).join(' ')}`);
console.log(`descriptors: ${hours[0].files} after the first hour, ${atEnd.files} at the end; store: ${bytes} bytes, ${expected} expected (${(bytes / expected).toFixed(2)})`);
try {
  check(code === 0 && !/Sanitizer|runtime error|still open/.test(editor.log), `an orderly end: ${code}\n${editor.log.slice(-2000)}`);
  check(person.errors === 0, `no request fails: ${JSON.stringify(person.lastError)}`);
  check(samples.learned === person.done.samples, `${samples.learned} samples were learned of ${person.done.samples}`);
  check(atEnd.files === hours[0].files, 'as many descriptors as after the first hour');
  if (process.argv[5] !== 'short') check(atEnd.kb < hours[0].kb * 1.1, 'no more memory than after the first hour, give or take a tenth');
  if (process.argv[5] !== 'short') check(bytes < expected * 1.15, 'the store is as large as its samples and suggestions make it');
} catch (error) {
  console.error(`FAIL: ${error.message}`);
  process.exit(1);
}
rmSync(world.work, { recursive: true, force: true });
