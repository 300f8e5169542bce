vim9script
# Buffers as the server sees them. A change is sent as the lines that differ from what was sent last; the server finds the
# characters. Positions are UTF-8 bytes where the server agrees, else UTF-16 units.

import autoload 'prosed/server.vim'

# By buffer number: uri, version, lines as the server knows them; and what led there from the last save: lines then, changes
# since. A server that is started again is told that, for only what it sees being typed counts as written.
var documents: dict<dict<any>> = {}
var lost: dict<dict<any>> = {}   # the same, while no server knows them
const JOURNAL_MAX = 2000
const languages = {text: 'plaintext', tex: 'latex', plaintex: 'latex', rst: 'restructuredtext'}

export def PathToUri(path: string): string
  const encoded = substitute(path, '[^A-Za-z0-9/._~-]', (m) => {
    return range(len(m[0]))->mapnew((_, i) => printf('%%%02X', char2nr(strpart(m[0], i, 1)) % 256))->join('')
  }, 'g')
  return 'file://' .. encoded
enddef

export def Known(buffer: number): bool
  return has_key(documents, buffer)
enddef

export def Uri(buffer: number): string
  return documents[buffer].uri
enddef

export def Version(buffer: number): number
  return documents[buffer].version
enddef

# The buffer of a document, 0 if it is none of ours.
export def Find(uri: string): number
  for [number, known] in items(documents)
    if known.uri == uri
      return str2nr(number)
    endif
  endfor
  return 0
enddef

# The document of the buffer one is in as a command's argument; {} where it is none of ours: then the server takes the first
# project.
export def Argument(): dict<any>
  return Known(bufnr()) ? {uri: Uri(bufnr())} : {}
enddef

def MakeUri(buffer: number): string
  const name = bufname(buffer)
  return name == '' ? $'untitled:vim-{buffer}' : PathToUri(fnamemodify(name, ':p'))
enddef

# Encrypted, or opened by a plugin that decrypts: those turn off, for the buffer, whatever would leave its text on the disk.
export def IsSecret(buffer: number): bool
  return getbufvar(buffer, '&key') != ''
    || (&viminfo == '' && !getbufvar(buffer, '&swapfile') && !getbufvar(buffer, '&undofile'))
enddef

export def Attach(buffer: number)
  if Known(buffer) || !bufloaded(buffer) || getbufvar(buffer, '&buftype') != '' || IsSecret(buffer)
    return
  endif
  server.Start()
  if !server.Running()
    return
  endif
  const filetype = getbufvar(buffer, '&filetype')
  const lines = getbufline(buffer, 1, '$')
  const uri = MakeUri(buffer)
  const old = lost->has_key(buffer) && lost[buffer].uri == uri ? lost->remove(string(buffer)) : {}
  if bufname(buffer) != ''
    server.NeedFolder(bufname(buffer)->fnamemodify(':p'))
  endif
  const base: list<string> = get(old, 'base', lines)
  documents[buffer] = {uri: uri, version: 0, lines: get(old, 'lines', lines), base: base, journal: []}
  if getbufvar(buffer, '&omnifunc') == ''
    setbufvar(buffer, '&omnifunc', 'prosed#complete#Omni')
  endif
  server.Notify('textDocument/didOpen', {textDocument: {
    uri: uri, languageId: get(languages, filetype, filetype == '' ? 'plaintext' : filetype), version: 0,
    text: join(base, "\n") .. "\n"}})
  for change in get(old, 'journal', [])
    Send(documents[buffer], change)
  endfor
  if get(old, 'saved', false)
    Saved(buffer)
  endif
  Changed(buffer)
enddef

def Send(known: dict<any>, change: dict<any>)
  known.version += 1
  known.journal->add(change)
  if len(known.journal) > JOURNAL_MAX
    known.journal = []
    known.base = known.lines
  endif
  server.Notify('textDocument/didChange', {
    textDocument: {uri: known.uri, version: known.version}, contentChanges: [change]})
enddef

# For what the person asks for: false, and why is said, where there is no server for it.
export def Need(buffer: number): bool
  Attach(buffer)
  if !Known(buffer)
    server.SayWhy()
  endif
  return Known(buffer)
enddef

export def Detach(buffer: number)
  if Known(buffer)
    server.Notify('textDocument/didClose', {textDocument: {uri: documents[buffer].uri}})
    documents->remove(string(buffer))
  elseif lost->has_key(buffer)
    lost->remove(string(buffer))
  endif
enddef

# Sends what changed since the last time. Also called before every request, so that it is about the text in view.
export def Changed(buffer: number)
  const known = get(documents, buffer, get(lost, buffer, {}))
  if empty(known)
    return
  endif
  if IsSecret(buffer)   # it became so
    Detach(buffer)
    return
  endif
  const old: list<string> = known.lines
  const new = getbufline(buffer, 1, '$')
  const shorter = min([len(old), len(new)])
  var first = 0
  while first < shorter && old[first] ==# new[first]
    first += 1
  endwhile
  if first == len(old) && first == len(new)
    return
  endif
  var same = 0
  while same < shorter - first && old[-1 - same] ==# new[-1 - same]
    same += 1
  endwhile
  const lines = slice(new, first, len(new) - same)
  known.lines = new
  Send(known, {
    range: {start: {line: first, character: 0}, end: {line: len(old) - same, character: 0}},
    text: empty(lines) ? '' : join(lines, "\n") .. "\n"})
enddef

export def Saved(buffer: number)
  Changed(buffer)
  if Known(buffer) && Uri(buffer) != MakeUri(buffer)   # it has got another name; the server knows the text again
    Detach(buffer)
    Attach(buffer)
  endif
  if !Known(buffer) && !lost->has_key(buffer)
    return
  elseif lost->has_key(buffer)
    lost[buffer].saved = true
  elseif Known(buffer)
    documents[buffer].base = documents[buffer].lines
    documents[buffer].journal = []
    server.Notify('textDocument/didSave', {textDocument: {uri: documents[buffer].uri}})
  endif
enddef

# The server is gone: what it knew is to be told again.
export def Forget()
  lost = documents
  documents = {}
enddef

export def Reattach()
  const filetypes = get(g:, 'prosed_filetypes', ['markdown', 'text', 'tex', 'plaintex', 'mail', 'gitcommit', 'html', 'xhtml', 'mdx', 'quarto', 'rmd', 'rst', 'org', 'asciidoc', 'typst'])
  for info in getbufinfo({bufloaded: 1})
    if index(filetypes, getbufvar(info.bufnr, '&filetype')) >= 0 || lost->has_key(info.bufnr)
      Attach(info.bufnr)
    endif
  endfor
enddef

# --- positions: 0-based line, byte column in the line <-> the server's ---

export def ToCharacter(line: string, bytes: number): number
  if server.Encoding() == 'utf-8'
    return bytes
  endif
  var units = 0
  for character in split(strpart(line, 0, bytes), '\zs')
    units += char2nr(character) > 0xFFFF ? 2 : 1
  endfor
  return units
enddef

export def ToBytes(line: string, character: number): number
  if server.Encoding() == 'utf-8'
    return min([character, len(line)])
  endif
  var units = 0
  var bytes = 0
  for one in split(line, '\zs')
    if units >= character
      break
    endif
    units += char2nr(one) > 0xFFFF ? 2 : 1
    bytes += len(one)
  endfor
  return bytes
enddef

export def Position(buffer: number, lnum: number, column: number): dict<number>
  const line = get(getbufline(buffer, lnum), 0, '')
  return {line: lnum - 1, character: ToCharacter(line, column - 1)}
enddef

# --- edits of the server ---

def LineAt(buffer: number, lnum: number): string
  return get(getbufline(buffer, lnum), 0, '')
enddef

# All edits are about the text as it is; so they are put in from the last to the first. One undo takes them back.
export def ApplyEdits(buffer: number, edits: list<dict<any>>)
  const ordered = sort(copy(edits), (a, b) => a.range.start.line == b.range.start.line
    ? b.range.start.character - a.range.start.character : b.range.start.line - a.range.start.line)
  for edit in ordered
    const first = edit.range.start.line + 1
    const last = edit.range.end.line + 1
    const head = LineAt(buffer, first)
    const tail = LineAt(buffer, last)
    const before = strpart(head, 0, ToBytes(head, edit.range.start.character))
    const after = strpart(tail, ToBytes(tail, edit.range.end.character))
    const lines = split(before .. edit.newText .. after, "\n", true)
    const lineCount = getbufinfo(buffer)[0].linecount
    const old = min([last, lineCount]) - first + 1
    if len(lines) < old
      deletebufline(buffer, first + len(lines), first + old - 1)
    elseif len(lines) > old
      appendbufline(buffer, first + old - 1, repeat([''], len(lines) - old))
    endif
    setbufline(buffer, first, lines)
  endfor
  Changed(buffer)
enddef

export def ApplyWorkspaceEdit(edit: dict<any>): bool
  var changes: list<dict<any>> = []
  for change in get(edit, 'documentChanges', [])
    changes->add({uri: change.textDocument.uri, version: get(change.textDocument, 'version', null), edits: change.edits})
  endfor
  for [uri, edits] in items(get(edit, 'changes', {}))
    changes->add({uri: uri, version: null, edits: edits})
  endfor
  for change in changes
    const buffer = Find(change.uri)
    if buffer == 0
      return false
    endif
    Changed(buffer)
    if change.version != null && change.version != documents[buffer].version
      return false
    endif
    ApplyEdits(buffer, change.edits)
  endfor
  return true
enddef
