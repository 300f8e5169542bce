// usage: node sample.mjs CHANGES.jsonl [COUNT] [SEED]
// At most COUNT changes of each direction (40), drawn by lot from what `rewrites` printed; the same SEED draws the same.
import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'

const [file, count = '40', seed = '1'] = process.argv.slice(2)
let state = BigInt(seed) * 2654435761n + 1n
function draw(limit) { // xorshift64
	state ^= (state << 13n) & 0xffffffffffffffffn
	state ^= state >> 7n
	state ^= (state << 17n) & 0xffffffffffffffffn
	return Number(state % BigInt(limit))
}
const chosen = new Map() // direction: [lines, seen], a reservoir
for await (const line of createInterface({ input: createReadStream(file) })) {
	const { direction } = JSON.parse(line)
	const row = chosen.get(direction) ?? { lines: [], seen: 0 }
	chosen.set(direction, row)
	row.seen++
	if (row.lines.length < Number(count)) row.lines.push(line)
	else {
		const place = draw(row.seen)
		if (place < Number(count)) row.lines[place] = line
	}
}
for (const { lines } of chosen.values()) for (const line of lines) console.log(line)
