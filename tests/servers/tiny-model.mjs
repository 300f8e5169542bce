// Writes a language model of half a megabyte with made-up weights, for a real llama.cpp server to run: what it says makes no sense,
// and how the server talks is all that the test looks at. Always the same file (GGUF version 3, see llama.cpp's gguf.md).
//
//   node tests/servers/tiny-model.mjs FILE
import { writeFileSync } from 'node:fs';

const WIDTH = 64, INNER = 128, HEADS = 4, CONTEXT = 8192;
const words = ' the of to and a in is it that we not on for as was be by with this are at or an from they but all so what if out up one'.split(' ')
  .filter(Boolean).map(word => '▁' + word);
const tokens = ['<unk>', '<s>', '</s>', ...Array.from({ length: 256 }, (_, i) => `<0x${i.toString(16).toUpperCase().padStart(2, '0')}>`), '▁',
  ...'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.,;:!?"\'()-'.split(''), ...words];
const NORMAL = 1, UNKNOWN = 2, CONTROL = 3, BYTE = 6; // token types
const typeOf = i => (i === 0 ? UNKNOWN : i < 3 ? CONTROL : i < 259 ? BYTE : NORMAL);

let state = 1; // mulberry32
const random = () => {
  state = (state + 0x6d2b79f5) | 0;
  let t = Math.imul(state ^ (state >>> 15), 1 | state);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296 - 0.5;
};

const parts = [];
let length = 0;
const put = buffer => { parts.push(buffer); length += buffer.length; };
const u32 = value => { const b = Buffer.alloc(4); b.writeUInt32LE(value); put(b); };
const u64 = value => { const b = Buffer.alloc(8); b.writeBigUInt64LE(BigInt(value)); put(b); };
const f32 = value => { const b = Buffer.alloc(4); b.writeFloatLE(value); put(b); };
const text = value => { const b = Buffer.from(value); u64(b.length); put(b); };

const TYPES = { u32: [4, u32], i32: [5, u32], f32: [6, f32], text: [8, text], array: [9] };
const facts = [
  ['general.architecture', 'text', 'llama'], ['general.name', 'text', 'tiny'],
  ['llama.context_length', 'u32', CONTEXT], ['llama.embedding_length', 'u32', WIDTH], ['llama.block_count', 'u32', 1],
  ['llama.feed_forward_length', 'u32', INNER], ['llama.attention.head_count', 'u32', HEADS], ['llama.attention.head_count_kv', 'u32', HEADS],
  ['llama.rope.dimension_count', 'u32', WIDTH / HEADS], ['llama.attention.layer_norm_rms_epsilon', 'f32', 1e-5],
  ['llama.vocab_size', 'u32', tokens.length],
  ['tokenizer.ggml.model', 'text', 'llama'], ['tokenizer.ggml.tokens', 'text', tokens], ['tokenizer.ggml.scores', 'f32', tokens.map((_, i) => -i)],
  ['tokenizer.ggml.token_type', 'i32', tokens.map((_, i) => typeOf(i))],
  ['tokenizer.ggml.bos_token_id', 'u32', 1], ['tokenizer.ggml.eos_token_id', 'u32', 2], ['tokenizer.ggml.unknown_token_id', 'u32', 0],
];
const tensors = [ // name, sizes (the fastest first)
  ['token_embd.weight', [WIDTH, tokens.length]], ['output_norm.weight', [WIDTH]], ['output.weight', [WIDTH, tokens.length]],
  ['blk.0.attn_norm.weight', [WIDTH]], ['blk.0.attn_q.weight', [WIDTH, WIDTH]], ['blk.0.attn_k.weight', [WIDTH, WIDTH]],
  ['blk.0.attn_v.weight', [WIDTH, WIDTH]], ['blk.0.attn_output.weight', [WIDTH, WIDTH]], ['blk.0.ffn_norm.weight', [WIDTH]],
  ['blk.0.ffn_gate.weight', [WIDTH, INNER]], ['blk.0.ffn_up.weight', [WIDTH, INNER]], ['blk.0.ffn_down.weight', [INNER, WIDTH]],
];

put(Buffer.from('GGUF'));
u32(3);
u64(tensors.length);
u64(facts.length);
for (const [name, type, value] of facts) {
  const [code, write] = TYPES[type];
  text(name);
  if (!Array.isArray(value)) { u32(code); write(value); continue; }
  u32(TYPES.array[0]);
  u32(code);
  u64(value.length);
  value.forEach(write);
}
const countOf = sizes => sizes.reduce((product, size) => product * size, 1);
const aligned = size => Math.ceil(size / 32) * 32;
let offset = 0;
for (const [name, sizes] of tensors) {
  text(name);
  u32(sizes.length);
  sizes.forEach(u64);
  u32(0); // 32-bit floats
  u64(offset);
  offset += aligned(4 * countOf(sizes));
}
put(Buffer.alloc(aligned(length) - length));
for (const [name, sizes] of tensors) {
  const data = Buffer.alloc(aligned(4 * countOf(sizes)));
  for (let i = 0; i < countOf(sizes); i++) data.writeFloatLE(name.includes('norm') ? 1 : random(), 4 * i);
  put(data);
}
writeFileSync(process.argv[2], Buffer.concat(parts));
