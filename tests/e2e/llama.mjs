// A real llama.cpp server, with no setting but its address: PROSED_LLAMA_URL, or the usual port of this machine. Skipped where there
// is none.
// Usage: node llama.mjs [PROSED]
import { rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Editor, makeWorld, top } from './editor.mjs';

const prosed = resolve(process.argv[2] ?? process.env.PROSED ?? join(top, 'build/sanitize/prosed'));
const url = process.env.PROSED_LLAMA_URL ?? 'http://127.0.0.1:8080';
const models = await fetch(`${url}/v1/models`).then(response => response.json()).catch(() => null);
if (!models?.data) { console.log(`SKIPPED: no llama.cpp server at ${url}; start one, or set PROSED_LLAMA_URL`); process.exit(77); }
const check = (holds, what) => { if (!holds) throw new Error(what); };
const world = makeWorld('llama');
writeFileSync(world.settings, JSON.stringify({ model: { engine: 'openai', url } }));
const editor = await new Editor(prosed, world).start();
const text = "We've looked at the lamp, the stair, and the rope again, and they're all sound. It isn't the rope that squeaks; it's the third step, and we won't mend it before spring.\n";
editor.open('a.md', text);
const completion = await editor.request('textDocument/inlineCompletion', { textDocument: { uri: editor.uri('a.md') }, position: { line: 0, character: 80 }, context: { triggerKind: 1 } });
check(completion.result, `a completion: ${JSON.stringify(completion.error)}`);
const rewrite = await editor.request('workspace/executeCommand', { command: 'prosed.rewrite', arguments: [{ uri: editor.uri('a.md'), position: { line: 0, character: 3 }, instruction: 'shorter' }] });
// A small model may break what the guard protects; that is a refusal of the guard, not of the server.
check(rewrite.result || rewrite.error.code === -32803, `a rewrite: ${JSON.stringify(rewrite.error)}`);
editor.write('b.md', text);
const status = await editor.untilLearned(1, 500);
check(status.spendToday.some(row => row.purpose === 'learn' && row.promptTokens > 0), 'tokens are counted');
check(await editor.stop() === 0, 'an orderly end');
rmSync(world.work, { recursive: true, force: true });
console.log(`ok: ${models.data.map(model => model.id)} at ${url}: ${JSON.stringify(status.spendToday)}`);
process.exit(0);
