// usage: node readmes.mjs FOLDER [build|judge]
// The READMEs of the packages in FOLDER/npm that name one author, into FOLDER/build (a to m) and FOLDER/judge (n to z).
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

const [folder, only] = process.argv.slice(2)

function* packages(modules) {
	for (const name of existsSync(modules) ? readdirSync(modules) : []) {
		if (name.startsWith('@')) yield* readdirSync(join(modules, name)).map((inner) => join(modules, name, inner))
		else if (!name.startsWith('.')) yield join(modules, name)
	}
}

for (const path of packages(join(folder, 'npm', 'node_modules'))) {
	let about
	try {
		about = JSON.parse(readFileSync(join(path, 'package.json'), 'utf8'))
	} catch {
		continue
	}
	const readme = readdirSync(path).find((name) => /^readme\.(md|markdown)$/i.test(name))
	if (!readme || !about.author || (about.contributors ?? []).length > 1 || statSync(join(path, readme)).size < 800) continue
	const name = about.name.replace(/^@/, '').replaceAll('/', '+')
	const part = /^[a-m0-9]/i.test(name.replace(/^.*\+/, '')) ? 'build' : 'judge'
	if (only && only !== part) continue
	mkdirSync(join(folder, part), { recursive: true })
	copyFileSync(join(path, readme), join(folder, part, `npm__${name}.md`))
}
