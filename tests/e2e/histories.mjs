// Made-up histories with every setting and with broken answers, replayed over HTTP and compared with a second telling of
// the method: learn() below, one question after the other, as plainly as it can be said.
//
// Usage: histories.mjs [PROSED]. HISTORIES says how many (default 40), HISTORY=N replays the one with that number alone.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compare, plain, replay } from './history.mjs';

const top = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const prosed = process.argv[2] ?? process.env.PROSED ?? join(top, 'build/release/prosed');

// --- lots ---

const hash = text => { let h = 2166136261; for (const c of text) h = Math.imul(h ^ c.charCodeAt(0), 16777619); return h >>> 0; };
function lots(name) {
  let state = hash(name);
  const draw = below => {
    state = (state + 0x6D2B79F5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
  return { draw, pick: list => list[draw(list.length)] };
}

// --- answers, and what they mean (null: unreadable) ---

const sentences = ['use puns', 'Be Brief', 'open with a question', 'no adverbs', 'name the date', 'use "quotes"'];
const described = [
  text => [`They differ.\nPreferences: ${text}`, text], text => [`preferences: ${text}\n`, text],
  text => [`Well.\n\n**Preferences:** ${text}`, text], text => [`## PREFERENCES:\n\n${text}\n\nHope this helps.`, text],
  () => ['They do not differ in any way that I could name.', null], () => ['Preferences:', null], () => ['', null],
];
const listed = [
  list => [`Preferences: ${JSON.stringify(list)}`, list], list => [`Here.\n**Preferences:**\n${JSON.stringify(list, null, 2)}\n`, list],
  list => ['Preferences:\n```json\n' + JSON.stringify(list) + '\n```', list],
  list => ['Preferences:\n' + list.map(item => `- ${item}`).join('\n'), list],
  list => [`Preferences: ${JSON.stringify(list[0])}`, list.slice(0, 1)], () => ['Preferences: []', []],
  () => ['Preferences: {"a": 1}', null], () => ['I can not do that.', null], () => ['Preferences: ["one", 2]', null], () => ['', null],
];
const verdicts = [
  ['Verdict: strongly confirms', 2], ['It does.\n**Verdict:** Strongly Confirms.', 2], ['Verdict: somewhat confirms', 1],
  ['Verdict:\n\nneutral', 0], ['verdict: "neutral"', 0], ['## Verdict: somewhat contradicts', -1], ['Verdict: strongly contradicts', -2],
  ['Verdict: neutral\nVerdict: strongly confirms', 2], ['It strongly confirms it.\nAll in all it strongly confirms it.', 2],
  ['Strongly confirms.\nNeutral.', null], ['I can not tell.', null], ['Verdict: maybe', null], ['', null],
];
const drafted = [
  text => [`"""\n${text}\n"""`, text], text => [`Sure:\n"""${text}""" I hope it fits.`, text], text => [`${text}\n`, text],
  text => [`"""\n${text}\n"""\n"""\nAnother.\n"""`, text], () => ['', null],
];
const answerer = (name, history) => asked => {
  const lot = lots(`${name} ${asked.op} ${asked.task} ${asked.op === 'validate' ? plain(asked.preference) + asked.sample : asked.nth}`);
  const some = () => [...new Set(Array.from({ length: 1 + lot.draw(4) }, () => lot.pick(sentences)))];
  const good = lot.draw(5) > 0; // most answers are as they should be
  switch (asked.op) {
    case 'generate': return (good ? drafted[0] : lot.pick(drafted))(lot.draw(6) ? `Draft ${asked.task}.${asked.nth}.` : history.tasks[asked.task].user_text);
    case 'validate': return good ? verdicts[[0, 0, 2, 3, 5, 6][lot.draw(6)]] : lot.pick(verdicts);
    case 'breakdown': return (good ? listed[0] : lot.pick(listed))(some());
    case 'coalesce': case 'infer': case 'aggregate': {
      const text = lot.draw(4) ? some().join('. ') : JSON.stringify(some());
      if (history.settings.agent.startsWith('cipher')) return [`${text}\n`, text];
      return (good ? described[0] : lot.pick(described))(text);
    }
  }
};

// --- the method, told a second time ---

function findRelated(history, task, at) {
  const { retrieval, max_related, agent, cipher_n, retrieval_threshold } = history.settings;
  const most = agent === 'cipher1' ? 1 : agent === 'cipherN' ? cipher_n : max_related;
  const all = [...history.tasks.keys()].filter(i => i < at);
  if (retrieval !== 'cosine_sim') {
    const fit = all.filter(i => retrieval === 'most_recent' || history.tasks[i].source === task.source);
    return most ? fit.slice(-most) : [];
  }
  const dot = (a, b) => a.reduce((sum, x, i) => sum + x * b[i], 0);
  const like = i => dot(history.tasks[i].vector, task.vector) / Math.sqrt(dot(history.tasks[i].vector, history.tasks[i].vector) * dot(task.vector, task.vector));
  return all.filter(i => retrieval_threshold === undefined || like(i) >= retrieval_threshold).sort((a, b) => like(b) - like(a) || b - a).slice(0, most);
}
const addNew = (list, text) => { if (!list.some(other => other.trim().toLowerCase() === text.trim().toLowerCase())) list.push(text); };
const unique = list => list.reduce((out, text) => (addNew(out, text), out), []);

function isList(text) {
  if (text.includes('\n')) return null;
  try { const list = JSON.parse(text); return Array.isArray(list) && list.every(item => typeof item === 'string') ? list : null; } catch { return null; }
}

function learn(history, memory, at, answer) {
  const s = history.settings, task = history.tasks[at], calls = {}, ops = [];
  const ask = (op, more = {}) => {
    calls[op] = (calls[op] ?? 0) + 1;
    ops.push({ op, ...more });
    return answer({ op, task: at, nth: calls[op], ...more })[1];
  };
  const found = ['no_learning', 'oracle'].includes(s.agent) ? [] : findRelated(history, task, at);
  const related = s.agent === 'prose' ? found.reverse() : found;
  const out = { related, used: [], draft: '', candidates: [], removed: [], stored: [], validation: [], steps_done: 0, calls, ops };
  const draw = (preferences, examples = []) => ask('generate', { preferences, examples });
  if (s.agent === 'cipher1' || s.agent === 'cipherN') {
    const stored = related.flatMap(i => memory.stored[i]);
    out.used = s.agent === 'cipher1' ? stored : related.length ? [ask('aggregate', { given: stored })] : [];
    out.draft = draw(out.used) ?? '';
    out.stored = out.draft === task.user_text ? out.used : [ask('infer')];
  } else if (s.agent !== 'prose') {
    out.used = s.agent === 'oracle' ? task.true_preferences : [];
    out.draft = draw(out.used, s.agent === 'icl' ? related : []) ?? '';
  } else prose();
  return out;

  function prose() {
    const union = unique(related.flatMap(i => memory.stored[i]));
    const merged = union.length ? ask('coalesce', { given: union }) : null;
    let working = out.used = merged !== null ? [merged] : union;
    const total = [...working], examples = s.use_icl ? related : [];
    let draft = out.draft = draw(working, examples) ?? '';
    const breakDown = text => isList(text) ?? ask('breakdown');
    for (let step = 1; step <= s.steps && draft !== task.user_text; step++) {
      const text = ask('infer', { known: working });
      if (text !== null) {
        working = s.breakdown === 'each' ? unique(breakDown(text) ?? [text]) : [text];
        for (const one of working) addNew(total, one);
      }
      out.steps_done = step;
      if (s.candidate === 'iterate' && step < s.steps) draft = draw(working, examples) ?? draft;
    }
    const parts = s.breakdown === 'after' && total.length ? breakDown(total.join('\n')) : null;
    out.candidates = unique(parts ?? total);
    if (s.validate) verify();
    out.stored = out.candidates.filter(text => !out.removed.includes(text));
  }

  function verify() {
    out.validation = out.candidates.map(preference => ({ preference, checks: [], scores: [] }));
    for (const sample of [at, ...related]) {
      for (const { preference, checks, scores } of out.validation) {
        const key = `${preference.toLowerCase()}/${sample}`, mean = scores.reduce((a, b) => a + b, 0) / scores.length;
        if (key in memory.scores) {
          checks.push({ sample, how: 'cached', score: memory.scores[key] });
        } else if (scores.length >= 2 && Math.abs(mean) > 1.5) {
          checks.push({ sample, how: 'skipped' });
          continue;
        } else {
          const score = ask('validate', { preference, sample });
          checks.push({ sample, how: 'called', score: score ?? 0, remember: score !== null });
        }
        scores.push(checks.at(-1).score);
      }
    }
    for (const row of out.validation) {
      row.mean = row.scores.reduce((a, b) => a + b, 0) / row.scores.length;
      row.removed = row.mean <= s.threshold;
      if (row.removed) out.removed.push(row.preference);
      for (const check of row.checks) if (check.remember) memory.scores[`${row.preference.toLowerCase()}/${check.sample}`] = check.score;
    }
  }
}

// --- histories ---

function makeHistory(name) {
  const lot = lots(name), agent = lot.draw(3) ? 'prose' : lot.pick(['cipher1', 'cipherN', 'icl', 'no_learning', 'oracle']);
  const settings = { agent, steps: lot.draw(5), threshold: lot.pick([0, 0.25, 0.5, 0.75, 1]), max_related: lot.draw(5), cipher_n: 1 + lot.draw(4),
    candidate: lot.pick(['iterate', 'iterate', 'single', 'none']), validate: lot.draw(4) > 0, use_icl: lot.draw(4) === 0,
    breakdown: lot.pick(['after', 'after', 'each', 'none']), retrieval: lot.pick(['exact_match', 'exact_match', 'most_recent', 'cosine_sim']) };
  if (settings.retrieval === 'cosine_sim' && lot.draw(2)) settings.retrieval_threshold = lot.pick([0.3, 0.8, 0.95]);
  const tasks = Array.from({ length: 2 + lot.draw(8) }, (_, i) => ({ source: lot.pick(['amy', 'amy', 'bob']), content: `Notes ${i}: list.`, user_text: `Own text ${i}.`,
    vector: [1 + lot.draw(5), lot.draw(5), lot.draw(5)], true_preferences: [`true ${i}`, 'also true'] }));
  return { settings, tasks };
}

const work = mkdtempSync(join(tmpdir(), 'prosed-histories-'));
const count = Number(process.env.HISTORIES ?? 40), chosen = process.env.HISTORY;
let bad = 0, calls = 0;
for (const number of chosen ? [Number(chosen)] : Array(count).keys()) {
  const name = `history ${number}`, history = makeHistory(name), answer = answerer(name, history), memory = { stored: [], scores: {} };
  const expected = history.tasks.map((task, at) => {
    const outcome = learn(history, memory, at, answer);
    memory.stored.push(outcome.stored);
    return outcome;
  });
  for (const [inFlight, speculate] of [[1, false], [16, false], [16, true]]) {
    const result = await replay(prosed, { ...history, settings: { ...history.settings, speculate } }, inFlight, work, asked => answer(asked)[0]);
    const wrong = compare(speculate ? expected.map(task => ({ ...task, calls: undefined })) : expected, result, inFlight);
    if (wrong.length) console.log(`${name}, ${inFlight} in flight${speculate ? ', on speculation' : ''}, ${JSON.stringify(history.settings)}`);
    for (const line of wrong.slice(0, chosen ? 100 : 3)) console.log(`  ${line}`);
    bad += wrong.length > 0;
    calls += result.asked.length;
  }
}
rmSync(work, { recursive: true, force: true });
console.log(`${chosen ? 1 : count} histories replayed, each with 1 and 16 questions in flight and on speculation, ${calls} questions; ${bad} differ`);
process.exit(bad ? 1 : 0);
