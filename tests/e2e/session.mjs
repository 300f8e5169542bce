// One stretch of use, the same each time, for tests that break something meanwhile: what the server reported is noted,
// and later held against what is left.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Editor, makeWorld, sleep, top } from './editor.mjs';

export function check(holds, text) {
  if (!holds) throw new Error(text);
}

// Environment for a server with the shims (tests/shim) of the given names: withShims(world.env, {disk: {SHIM_DISK: ...}}).
export function withShims(env, shims) {
  const files = Object.keys(shims).map(name => join(top, 'build/shim', `${name}.so`));
  for (const file of files) check(existsSync(file), `${file} is not there: make MODE=sanitize programs builds it`);
  const asan = `verify_asan_link_order=0:${env.ASAN_OPTIONS ?? ''}`; // they come before the sanitizer, and may
  return Object.assign({}, env, ...Object.values(shims), { LD_PRELOAD: files.join(':'), ASAN_OPTIONS: asan });
}

const things = ['lamp', 'stair', 'boat', 'ledger', 'weight', 'window', 'cellar', 'rope', 'signal', 'gauge', 'berth', 'tide'];
export const makePassage = n => `This is note number ${n} of the year, and it's about the ${things[n % 12]} near the ${things[(n * 5 + 3) % 12]}. We've looked at it twice this week, found nothing that's broken, and wrote down what we saw (${n}).\n`;

// What the server said is so. forgetting: asked to forget, not answered yet.
export class Facts {
  constructor() { this.list = []; }
  note(kind, value) { this.list.push({ kind, value, at: this.clock?.() ?? 0 }); }
  of(kind, until = Infinity) { return new Set(this.list.filter(fact => fact.kind === kind && fact.at <= until).map(fact => fact.value)); }
}

// Plays the session. Where the server answers with an error, the person goes on; where a save was not kept, it has to
// have been told, and the person saves again. patience_ms: how long it may take until all is learned.
export class Session {
  constructor(editor, facts, patience_ms = 20000) {
    Object.assign(this, { editor, facts, patience_ms, refused: [], saved: [] });
  }
  async attempt(command, argument) {
    const { result, error } = await this.editor.request('workspace/executeCommand', { command, arguments: [argument ?? {}] });
    if (!error) return { result };
    check(typeof error.message === 'string' && error.message.length > 10, `${command}: an error that says nothing: ${JSON.stringify(error)}`);
    this.refused.push(`${command}: ${error.message}`);
    return { error };
  }
  async look() {
    const { result, error } = await this.attempt('prosed.samples');
    check(error || (Array.isArray(result?.items) && result.items.every(({ id, text, state }) => id && text && state)), `half an answer: ${JSON.stringify(result)}`);
    for (const { state, text } of result?.items ?? []) {
      this.facts.note('kept', text);
      if (state === 'learned') this.facts.note('learned', text);
    }
    return result?.items;
  }
  // The passage is in the text of the document by now.
  async save(name, passage) {
    const { editor } = this;
    this.saved.push(passage.trim());
    const isKept = async () => (await this.look())?.some(({ text }) => text === passage.trim());
    editor.save(name);
    if (!(await isKept())) {
      check(editor.messages.some(({ method }) => method === 'window/showMessage') || this.refused.length, `nobody said that ${name} was not kept`);
      editor.save(name);
      await isKept();
    }
    editor.close(name);
  }
  async write(name, passage) {
    this.editor.open(name, '');
    this.editor.type(name, passage);
    await this.save(name, passage);
  }
  async untilLearned() {
    for (const end = Date.now() + this.patience_ms; Date.now() < end; await sleep(10)) {
      const { result } = await this.attempt('prosed.status');
      if (result && !result.problem && result.learning.phase === 'idle' && !result.samples.waiting) break;
    }
    return this.look();
  }
  async play() {
    const { editor, facts } = this;
    await this.write('one.md', makePassage(1));
    if (!(await this.attempt('prosed.preferences.add', { genre: 'docs', text: 'Write dashes as two hyphens.' })).error) facts.note('pinned', 'Write dashes as two hyphens.');
    await this.write('two.md', makePassage(2));
    await this.untilLearned();
    editor.open('one.md', makePassage(1) + '\n');
    editor.type('one.md', makePassage(3), { line: 2, character: 0 });
    await this.save('one.md', makePassage(3));
    const samples = (await this.untilLearned()) ?? [];
    const learned = (await this.attempt('prosed.preferences')).result?.items.find(({ source }) => source === 'learned');
    if (learned && !(await this.attempt('prosed.preferences.mute', { id: learned.id })).error) facts.note('muted', learned.text);
    editor.open('three.md', 'We do not mind the rain. It is not a bother, and it does not last.\n');
    const { result } = await this.attempt('prosed.rewrite', { uri: editor.uri('three.md'), position: { line: 0, character: 3 } });
    if (result?.suggestion) await this.attempt('prosed.accept', { suggestion: result.suggestion });
    const second = samples.find(({ path }) => path === 'two.md');
    if (second) {
      facts.note('forgetting', second.text);
      if (!(await this.attempt('prosed.samples.forget', { id: second.id })).error) facts.note('forgotten', second.text);
    }
    await this.untilLearned();
    return this;
  }
}

// Holds what was reported (up to a moment) against what a new server finds, and lets it learn what is left. all: texts
// that have to be there in the end, each learned once.
export async function checkWorld(prosed, world, facts, { until = Infinity, all = [] } = {}) {
  const editor = await new Editor(prosed, world).start();
  const list = async () => (await editor.command('prosed.samples')).items;
  const gone = facts.of('forgotten', until), going = facts.of('forgetting', until);
  const checkTexts = (items, texts, kind, holds = () => true) => {
    for (const text of texts) check(going.has(text) || items.some(item => item.text === text && holds(item)), `${kind}, and now it is not: ${text}\n${JSON.stringify(items)}`);
  };
  let items = await list();
  checkTexts(items, facts.of('kept', until), 'was kept');
  checkTexts(items, facts.of('learned', until), 'was learned', ({ state }) => state === 'learned');
  for (const { text } of items) check(!gone.has(text), `was forgotten, and is back: ${text}`);
  const preferences = (await editor.command('prosed.preferences')).items;
  for (const text of facts.of('pinned', until)) check(preferences.some(item => item.text === text && item.pinned), `was pinned, and now it is not: ${text}`);
  for (const text of facts.of('muted', until)) check(preferences.some(item => item.text === text && item.muted), `was muted, and now it is not: ${text}`);
  await editor.untilLearned(items.length);
  items = await list();
  checkTexts(items, all, 'was saved');
  for (const { text, state, preferences: learned } of items) {
    check(state === 'learned', `not learned: ${state}: ${text}`);
    check(items.filter(other => other.text === text).length === 1, `kept twice: ${text}`);
    check(new Set(learned).size === learned.length, `learned twice: ${learned}`);
  }
  check(await editor.stop() === 0, `an orderly end:\n${editor.log}`);
  const doctor = spawnSync(prosed, ['doctor', '--project', world.project, '--ports', '9'], { env: world.env, encoding: 'utf8' });
  check(doctor.status === 0, `doctor says:\n${doctor.stdout}${doctor.stderr}`);
  return items.length;
}

export { Editor, makeWorld, sleep, top, resolve };
