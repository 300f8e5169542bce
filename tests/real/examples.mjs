// usage: node examples.mjs MODULES FOLDER: each example of CommonMark's specification becomes a file in FOLDER.
import { mkdirSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'

const [modules, folder] = process.argv.slice(2)
const { tests } = createRequire(join(resolve(modules), 'x.js'))('commonmark-spec')
mkdirSync(folder, { recursive: true })
for (const { number, markdown } of tests) writeFileSync(join(folder, `example-${number}.md`), markdown.replaceAll('→', '\t'))
console.log(`${tests.length} examples of CommonMark`)
