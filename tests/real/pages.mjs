// usage: node pages.mjs BEFORE AFTER MODULES
//
// Each web page of the folder BEFORE against 1-NAME and 2-NAME in AFTER, as another parser reads them (parse5, in
// MODULES/node_modules): the same nodes with the same attributes in the same nesting, and not a sign changed in code,
// tables, scripts and quotations. Other words may differ.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

const [before, after, modules] = process.argv.slice(2)
const { parse } = await import(pathToFileURL(join(resolve(modules), 'node_modules/parse5/dist/index.js')).href)
const EXACT = new Set(['pre', 'code', 'kbd', 'samp', 'var', 'tt', 'q', 'cite', 'script', 'style', 'textarea', 'title', 'table', 'blockquote', 'svg', 'math', 'nav'])

function outline(text) {
	const found = []
	const walk = (node, exact) => {
		if (node.nodeName === '#text') {
			if (exact) found.push(node.value)
			return
		}
		found.push(node.nodeName + JSON.stringify(node.attrs ?? node.data ?? ''))
		for (const child of [...(node.childNodes ?? []), ...(node.content ? [node.content] : [])]) walk(child, exact || EXACT.has(node.nodeName))
		found.push(`/${node.nodeName}`)
	}
	walk(parse(text), false)
	return found
}

let files = 0, compared = 0, changed = 0, wrong = 0
for (const name of readdirSync(before)) {
	const text = readFileSync(join(before, name), 'utf8'), wanted = outline(text)
	files++
	for (const way of [1, 2]) {
		const path = join(after, `${way}-${name}`)
		if (!existsSync(path)) continue
		const rewritten = readFileSync(path, 'utf8'), found = rewritten === text ? wanted : outline(rewritten)
		compared++
		changed += rewritten !== text
		const at = wanted.findIndex((fact, i) => fact !== found[i])
		if (at < 0 && wanted.length === found.length) continue
		wrong++
		const place = at < 0 ? wanted.length : at, show = (facts) => facts.slice(Math.max(0, place - 2), place + 3).join(' | ').slice(0, 300)
		console.log(`${path}\n  was  ${show(wanted)}\n  is   ${show(found)}`)
	}
}
console.log(`pages: ${files} of HTML, rewritten ${compared} times, ${changed} with changes: ${wrong} have another structure`)
process.exit(wrong || !changed ? 1 : 0)
