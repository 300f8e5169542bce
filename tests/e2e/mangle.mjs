// Rewrites by a model that breaks markup on purpose, through the real server: nothing broken may reach the document, and most
// answers must be put right instead of refused. What must survive is counted here by plain patterns that share nothing with the
// guard. Some answers arrive only after the person went on typing.
// Usage: node mangle.mjs [PROSED [COUNT]]; COUNT rewrites, 250 if not given; SEED=n for others.
import { createServer } from 'node:http';
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Editor, makeWorld, top } from './editor.mjs';

const prosed = resolve(process.argv[2] ?? join(top, 'build/sanitize/prosed'));
const count = Number(process.argv[3] ?? process.env.COUNT ?? 250);

let state = BigInt(process.env.SEED ?? 1) * 88172645463325252n & 0xffffffffffffffffn;
const below = limit => {
  state ^= (state << 13n) & 0xffffffffffffffffn; state ^= state >> 7n; state ^= (state << 17n) & 0xffffffffffffffffn;
  return Number((state >> 11n) % BigInt(limit));
};
const pick = list => list[below(list.length)];

// --- documents ---

const markdown = `---
title: "The lamp room, in 12 notes"
date: 2026-11-23
---

# Notes on the Lamp Room

The lamp is not driven by hand. It is turned by a weight, as [the manual](https://example.org/clock?v=2) says, and we do not wind it before noon. However, \`clockctl --wind 12\` has to be run in order to start it.

## What we have measured

A large number of readings were taken between 14:05 and 16:30 on 2026-11-23. The flame did not go above 83 % of its height, which is very close to what Henrike Vos found in Bergen [@vos1986, p. 14]. It is not much, however.[^1]

![The lens](img/lens.png) The lens was not cleaned for 3 months. We do not know whether $I = P/4\\pi r^2$ holds for it; a large number of people in the yard at Hellevoet say that it does, but it is very hard to measure.

- Please do not touch the **second** lever; it is not fixed, and @bertram has a note about it in #42.
- The oil is kept in \`/var/oil\`, and it is not allowed to fall below 2.5 litres. See <https://example.org/oil> for the table.
  1. It is very easy to forget the third step, which is described in [the list][steps].

> We did not ask for this. A large number of the keepers told us, in order to help, that the *old* way was not that bad.

| day | litres |
| --- | ---: |
| Monday | 12.5 |
| Friday | 13 |

In order to finish, it is not necessary to write down all 24 hours. The report is due on Friday, and Anna Miller does not want more than 2 pages; however, a large number of figures may be sent to <lamp@example.org> at any time. The [plan](docs/plan.md) is not the [drawing](docs/drawing.md).

\`\`\`sh
clockctl --wind 12   # do not touch
\`\`\`

[steps]: https://example.org/steps
[^1]: In a very dry winter.
`;
const latex = `\\documentclass{article}
\\begin{document}
\\section{The weight}

The weight is not lifted by hand. We follow \\cite{vos1986} in order to compute its fall, which is not more than 2.5\\,m a day; see Section~\\ref{sec:fall} and \\texttt{clock.py}. However, a large number of readings are still missing.

It is \\emph{very} hard to tell whether $v = 3t^2$ or $v = 3t$ fits. A large number of values were taken by Anna in Bergen on 4 May 1986, and they do not differ by more than 5\\,\\%\\footnote{Not in winter.}.

\\end{document}
`;
const files = [
  { name: 'lamp.md', languageId: 'markdown', text: markdown, version: 0 },
  { name: 'weight.tex', languageId: 'latex', text: latex, version: 0 },
];
const names = ['Henrike', 'Vos', 'Bergen', 'Hellevoet', 'Friday', 'Anna', 'Miller'];

// --- what must survive ---

const patterns = [
  /!\[[^\]]*\]\([^)]*\)/g, /\]\([^)]*\)/g, /\]\[[^\]]*\]/g, /`[^`\n]+`/g, /\[@[^\]]*\]/g, /\[\^[^\]]*\]:?/g, /\$[^$\n]+\$/g, /https?:\/\/[^\s>)\]]+/g,
  /[\w.]+@example\.org/g, /(?<![\w@.])@\w+/g, /#\d+/g, /\\[a-zA-Z]+(\{[^}]*\})?/g, /\d+(?:[.:,-]\d+)*/g, /\*\*?[^*\n]+\*\*?/g, /<\/?[a-z]+>/g,
];
// The words inside of emphasis are free, its marks are not.
const marks = text => patterns.map(p => (text.match(p) ?? []).map(m => (/^\*/.test(m) ? m.replace(/[^*]+/, '_') : /^\\emph/.test(m) ? '\\emph' : m)).sort());
const shape = text => text.split('\n').map(line => /^(\s*(?:[-+*]|\d+[.)])\s|#+ |>+ ?|\||```|---|\[\S+\]:|\\(?:begin|end|section|documentclass)|\s*$)?/.exec(line)[0]).filter(s => s.trim());
const blocks = text => [/^---\n[\s\S]*?\n---\n/, /^\|.*(?:\n\|.*)*/m, /```sh[\s\S]*?```/, /^\[steps\]:.*$/m].map(p => p.exec(text)?.[0]);
// A mark that lost its other half, or has one too many, is in no pattern; and a link may have the words of another one.
const signs = text => ['*', '`', '$', '[', ']', '{', '}', '<', '>'].map(sign => text.split(sign).length - 1);
const targets = text => new Map([...text.matchAll(/\[([^\]]*)\]\(([^)]*)\)/g)].map(([, words, target]) => [words, target]));
const sameList = (a, b) => JSON.stringify(a) === JSON.stringify(b);
function findBroken(before, after) {
  const was = marks(before), is = marks(after);
  for (let i = 0; i < was.length; i++) if (!sameList(was[i], is[i])) return `${patterns[i]}: ${was[i].filter(m => !is[i].includes(m))} -> ${is[i].filter(m => !was[i].includes(m))}`;
  if (!sameList(signs(before), signs(after))) return `marks: ${signs(before)} -> ${signs(after)}`;
  for (const [words, target] of targets(before)) if ((targets(after).get(words) ?? target) !== target) return `the link ${words} leads elsewhere`;
  if (!sameList(shape(before), shape(after))) return `the shape: ${shape(before)} -> ${shape(after)}`;
  if (!sameList(blocks(before), blocks(after))) return 'a block that is no prose';
  if (before.split(/\n\s*\n/).length !== after.split(/\n\s*\n/).length) return 'the number of paragraphs';
  for (const name of names) if (before.includes(name) && !after.includes(name)) return `the name ${name} is lost`;
  for (const name of ['Waldemar', 'Reykjavik', '"""', 'Sure,', 'Note that I']) if (after.includes(name) && !before.includes(name)) return `${name} is invented`;
  return null;
}

// --- the model ---

const rewordings = [
  [/\bis not\b/g, "isn't"], [/\bdo not\b/g, "don't"], [/\bdoes not\b/g, "doesn't"], [/\bdid not\b/g, "didn't"], [/\bin order to\b/gi, 'to'], [/\ba large number of\b/g, 'many'],
  [/\bA large number of\b/g, 'Many'], [/\bvery hard\b/g, 'hard'], [/\bHowever, /g, 'But '], [/; however,/g, ', but'], [/\bhas to be run\b/g, 'must be run'], [/\bwe do not know\b/gi, 'nobody knows'],
  [/\bwas not cleaned\b/g, 'was left uncleaned'], [/\bvery (\w)/g, 'quite $1'], [/\bmay be sent\b/g, 'can go'], [/\btold us\b/g, 'said'], [/\bare still missing\b/g, 'still lack'],
];
const one = (text, pattern, replace) => {
  const found = [...text.matchAll(new RegExp(pattern.source, pattern.flags.includes('g') ? pattern.flags : pattern.flags + 'g'))];
  if (!found.length) return text;
  const m = pick(found);
  return text.slice(0, m.index) + m[0].replace(new RegExp(pattern.source, pattern.flags.replace('g', '')), replace) + text.slice(m.index + m[0].length);
};
const breaks = [
  t => one(t, /\[([^\]]+)\]\([^)]*\)/, '$1'), t => one(t, /\]\(https:\/\/example\.org/, '](https://example.com'), t => one(t, /\]\(/, '] ('), t => one(t, /`([^`]+)`/, '$1'),
  t => one(t, /`([^`]+)`/, '`$1 --force`'), t => one(t, /`[^`]+`/, 'the command'), t => one(t, /\[@[^\]]*\]/, ''), t => one(t, /\[@vos1986/, '[@vos1988'), t => one(t, /\[\^1\]/, ''),
  t => one(t, /\[\^1\]/, '[^2]'), t => one(t, /\$[^$]+\$/, 'the formula'), t => one(t, /\$([^$]+)\$/, '$$$1 + 1$$'), t => one(t, /\d/, '7'), t => one(t, /\d+ ?%/, '99 %'), t => one(t, /\b\d+(\.\d+)?\b/, 'some'),
  t => one(t, /14:05/, '14:50'), t => one(t, /2026-11-23/, '2026-11-24'), t => one(t, /4 May 1986/, '5 May 1986'), t => one(t, /@bertram/, 'Bertram'), t => one(t, /#42/, '#43'), t => one(t, /<https?:[^>]*>/, 'the page'),
  t => one(t, /<lamp@example.org>/, 'us'), t => one(t, /!\[[^\]]*\]\([^)]*\)\s?/, ''), t => one(t, /img\/lens/, 'img/Lens'), t => one(t, /\*\*([^*]+)\*\*/, '$1'), t => one(t, /\*([^*]+)\*/, '$1'),
  t => one(t, /\b(lamp|lens|oil|weight|flame)\b/, '**$1**'), t => one(t, /\b(lamp|lens|oil|weight|flame)\b/, '`$1`'), t => one(t, /\b(lamp|lens|oil|weight|readings)\b/, '[$1](https://example.net/x)'),
  t => one(t, /\b(readings|people|keepers|figures)\b/, '240 $1'), t => one(t, /\.(?=\s|$)/, '.[^3]'), t => one(t, /\.(?=\s|$)/, '. See https://example.net/more for that.'), t => one(t, /\b(lamp|oil|weight)\b/, '<b>$1</b>'),
  t => one(t, /\\cite\{vos1986\}/, 'Vos'), t => one(t, /\\cite\{vos1986\}/, '\\cite{vos86}'), t => one(t, /\\ref\{sec:fall\}/, '3'), t => one(t, /\\texttt\{([^}]*)\}/, '$1'), t => one(t, /\\footnote\{[^}]*\}/, ''),
  t => one(t, /\\emph\{(\w+)\}/, '$1'), t => one(t, /\\,/, ' '), t => one(t, /5\\,\\%/, '5%'), t => one(t, /Henrike Vos/, 'Waldemar Vos'), t => one(t, /Bergen/, 'Reykjavik'), t => one(t, /Anna Miller/, 'she'), t => one(t, /on Friday/, 'on Monday'),
  t => /Sure,/.test(t) ? t : t.replace(/^(.*?[.!?]) (.+)$/s, '$2 $1'), t => t.replace(/ [^.!?]*[.!?]$/s, ''), t => `Sure, here is the passage:\n\n${t}`, t => `${t}\n\nNote that I kept all of your links.`, t => '```\n' + t + '\n```', t => `- ${t}`, t => `## ${t}`,
  t => t.replace(/; /, ';\n\n'), t => t.replace(/, /, ',\n- '), t => t + ' ' + t, t => t.slice(0, -Math.floor(t.length / 3)), t => one(t, /`/, ''), t => one(t, /\*\*/, ''), t => one(t, /\$/, ''), t => one(t, /\[/, ''), t => one(t, /\{/, ''), t => one(t, /\]/, ''), t => one(t, /\}/, ''), t => one(t, /\]\([^)]*\)/, ''), t => one(t, /\b(lamp|oil|weight)\b/, '**$1'), t => one(t, /\b(lamp|oil|weight)\b/, '`$1'),
  t => t.replace(/\(docs\/plan\.md\)(.*)\(docs\/drawing\.md\)/, '(docs/drawing.md)$1(docs/plan.md)'), t => t.replace(/\[plan\](.*)\[drawing\]/, '[drawing]$1[plan]'),
];

let told = null; // what the model is to say: { hold: a promise to wait for }
const model = createServer(async (request, response) => {
  let body = '';
  for await (const piece of request) body += piece;
  const user = JSON.parse(body).messages.at(-1).content;
  const passage = /<passage>\n([\s\S]*?)\n<\/passage>/.exec(user)[1];
  let answer = passage;
  for (const [pattern, to] of rewordings) if (below(3) > 0) answer = answer.replace(pattern, to);
  for (let wanted = 1 + below(2), tries = 0; wanted > 0 && tries < 400; tries++) {
    const next = pick(breaks)(answer);
    if (next !== answer) { answer = next; wanted--; }
  }
  told.answers.push(answer);
  if (told.hold) await told.hold;
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ object: 'chat.completion', choices: [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', content: `"""\n${answer}\n"""` } }], usage: { prompt_tokens: 1, completion_tokens: 1 } }));
  told.arrived?.();
});
await new Promise(done => model.listen(0, '127.0.0.1', done));

// --- the editor ---

const world = makeWorld('mangle');
writeFileSync(world.settings, JSON.stringify({ model: { engine: 'openai', url: `http://127.0.0.1:${model.address().port}`, name: 'mangler' }, learn: { enabled: false } }));
for (const name of ['http_proxy', 'HTTP_PROXY', 'all_proxy', 'ALL_PROXY']) delete world.env[name];
const editor = await new Editor(prosed, world).start();

const offsetOf = (text, { line, character }) => text.split('\n').slice(0, line).reduce((sum, l) => sum + l.length + 1, 0) + character;
const positionOf = (text, offset) => { const lines = text.slice(0, offset).split('\n'); return { line: lines.length - 1, character: lines.at(-1).length }; };
const apply = (text, edits) => [...edits].map(e => [offsetOf(text, e.range.start), offsetOf(text, e.range.end), e.newText]).sort((a, b) => b[0] - a[0]).reduce((t, [s, e, n]) => t.slice(0, s) + n + t.slice(e), text);
const places = file => [...file.text.matchAll(/lamp is|readings were|lens was|touch the|oil is|easy to|ask for|to finish|weight is|hard to tell/g)].map(m => m.index);
function change(file, start, end, text) {
  editor.notify('textDocument/didChange', { textDocument: { uri: editor.uri(file.name), version: ++file.version }, contentChanges: [{ range: { start: positionOf(file.text, start), end: positionOf(file.text, end) }, text }] });
  file.text = file.text.slice(0, start) + text + file.text.slice(end);
}

const totals = { asked: 0, mended: 0, unchanged: 0, refused: 0, moved: 0, late: 0, overtaken: 0 }, reasons = new Map();
for (const file of files) editor.open(file.name, file.text, file.languageId);
for (let n = 0; n < count; n++) {
  const file = below(4) ? files[0] : files[1], original = file.text, at = pick(places(file)), typing = below(8) === 0, inside = typing && below(3) === 0;
  let go, reached;
  told = { answers: [], hold: typing ? new Promise(done => { go = done; }) : null };
  const asked = editor.request('workspace/executeCommand', { command: 'prosed.rewrite', arguments: [{ uri: editor.uri(file.name), position: positionOf(file.text, at), instruction: 'Write shorter sentences.' }] });
  if (typing) {
    for (let i = 0; i < 500 && !told.answers.length; i++) await new Promise(done => setTimeout(done, 2));
    const where = inside ? at + 2 : original.indexOf(original.startsWith('---') ? '# Notes' : '\\end{document}');
    change(file, where, where, inside ? 'xx' : 'Typed meanwhile.\n\n');
    await new Promise(done => setTimeout(done, 20)); // an answer that overtakes the change would be for the old version
    go();
  }
  const { result, error } = await asked, now = file.text;
  totals.asked++;
  if (inside) {
    if (!error || error.code !== -32801 && !/stays as it is/.test(error.message)) throw new Error(`typed in the passage, and yet: ${JSON.stringify(error ?? result)}`);
    totals.late++;
  } else if (error || result.refused) {
    const reason = error?.message ?? result.reason;
    if (!/the text stays as it is: ask again, or for a smaller part of it|ask for them again/.test(reason)) throw new Error(`a refusal that does not say what to do: ${reason}`);
    const kind = reason.replace(/(the answer (?:lost|invented) the \w+).*?;/, '$1 ...;').replace(/;.*/, '');
    reasons.set(kind, (reasons.get(kind) ?? 0) + 1);
    totals.refused++;
  } else if (result.version < file.version) {
    totals.overtaken++; // the answer was faster than the change; an editor refuses edits of an old version
  } else {
    if (result.version > file.version) throw new Error(`edits for version ${result.version}, not ${file.version}`);
    const after = apply(now, result.edits), broken = findBroken(now, after);
    if (broken) throw new Error(`rewrite ${n}: ${broken}\n--- the answer\n${told.answers[0]}\n--- taken\n${result.after}\n--- for\n${result.before}`);
    totals[result.edits.length ? 'mended' : 'unchanged']++;
    totals.moved += typing;
  }
  if (now !== original) change(file, 0, now.length, original); // as it was, for the next
}
if (await editor.stop() !== 0) throw new Error(`no orderly end\n${editor.log}`);
model.close();
model.closeAllConnections();

const judged = totals.asked - totals.late - totals.overtaken, share = totals.mended / judged;
console.log(`${totals.asked} broken answers: ${totals.mended} mended (${Math.round(100 * share)} %), ${totals.unchanged} left nothing to change, ${totals.refused} refused; ` +
  `${totals.moved} of them moved with typing elsewhere, ${totals.late} more came too late for their passage, ${totals.overtaken} were for an older version`);
for (const [reason, times] of [...reasons].sort((a, b) => b[1] - a[1]).slice(0, 12)) console.log(`  ${times} x ${reason}`);
if (share < 0.7) throw new Error('less than 70 % were mended');
if (count >= 200 && (!totals.moved || !totals.late || !totals.refused)) throw new Error('something was never tried');
