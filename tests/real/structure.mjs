// usage: node structure.mjs BEFORE AFTER MODULES
//
// Each Markdown file of the folder BEFORE against 1-NAME and 2-NAME in AFTER, as another parser reads them (commonmark,
// in MODULES/node_modules): the same nodes in the same nesting, the same code, HTML and targets. Words may differ, and
// where soft lines break.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'

const [before, after, modules] = process.argv.slice(2)
const { Parser } = createRequire(join(resolve(modules), 'x.js'))('commonmark')

function outline(text) {
	const found = [], walker = new Parser().parse(text).walker()
	const flat = (words) => words.replace(/\s+/g, ' ')
	for (let event; (event = walker.next());) {
		const { node, entering } = event
		if (node.type === 'text' || node.type === 'softbreak') continue
		const facts = [node.type, entering ? 'in' : 'out']
		if (['code', 'code_block', 'html_inline', 'html_block'].includes(node.type)) facts.push(node.type.endsWith('block') ? node.literal : flat(node.literal))
		if (node.type === 'link' || node.type === 'image') facts.push(node.destination, node.title)
		if (node.type === 'heading') facts.push(node.level)
		if (node.type === 'list') facts.push(node.listType, node.listStart, node.listTight, node.listDelimiter)
		if (node.type === 'code_block') facts.push(node.info)
		found.push(facts.join(' '))
	}
	return found
}

let files = 0, compared = 0, changed = 0, wrong = 0
for (const name of readdirSync(before).filter((name) => /\.(md|markdown)$/.test(name))) {
	const text = readFileSync(join(before, name), 'utf8'), wanted = outline(text)
	files++
	for (const way of [1, 2]) {
		const path = join(after, `${way}-${name}`)
		if (!existsSync(path)) continue
		const rewritten = readFileSync(path, 'utf8')
		compared++
		changed += rewritten !== text
		const found = rewritten === text ? wanted : outline(rewritten)
		const at = wanted.findIndex((facts, i) => facts !== found[i])
		if (at < 0 && wanted.length === found.length) continue
		wrong++
		const place = at < 0 ? wanted.length : at
		console.log(`${path}\n  was  ${wanted.slice(Math.max(0, place - 2), place + 3).join(' | ').slice(0, 300)}\n  is   ${found.slice(Math.max(0, place - 2), place + 3).join(' | ').slice(0, 300)}`)
	}
}
console.log(`structure: ${files} Markdown files, rewritten ${compared} times, ${changed} with changes: ${wrong} have another structure`)
process.exit(wrong || !compared ? 1 : 0)
