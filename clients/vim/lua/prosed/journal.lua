-- What led from a document's text at its last save, or when it was opened, to what it is. A server that is started again is
-- told that, for only what it sees being typed counts as written. Listens to what Neovim sends.
local M = {}

local BYTES_MAX = 2000000

local journals = {} -- by URI: base, changes, bytes; saved: while no server knew the document
local lost = {}     -- the same, of a server that ended

function M.read(uri)
  return table.concat(vim.api.nvim_buf_get_lines(vim.uri_to_bufnr(uri), 0, -1, false), '\n') .. '\n'
end

local function begin(text)
  return { base = text, changes = {}, bytes = 0 }
end

local function add(journal, uri, change)
  journal.changes[#journal.changes + 1] = change
  journal.bytes = journal.bytes + #change.text
  if journal.bytes > BYTES_MAX then return begin(M.read(uri)) end
  return journal
end

-- The text as it was, and behind it, as one message, how it became what it is.
local function replay(notify, document, old)
  local text, version = document.text, document.version
  notify('textDocument/didOpen', {
    textDocument = vim.tbl_extend('force', document, { text = old.base, version = version - 1 }),
  })
  local changes = vim.list_extend({}, old.changes)
  changes[#changes + 1] = { text = text }
  notify('textDocument/didChange', {
    textDocument = { uri = document.uri, version = version }, contentChanges = changes,
  })
  if old.saved then notify('textDocument/didSave', { textDocument = { uri = document.uri } }) end
  return old.saved and begin(text) or old
end

-- Returns whether the message has been sent.
local hear = {
  ['textDocument/didOpen'] = function(notify, params)
    local document = params.textDocument
    local old = lost[document.uri]
    lost[document.uri] = nil
    journals[document.uri] = old and replay(notify, document, old) or begin(document.text)
    return old ~= nil
  end,
  ['textDocument/didChange'] = function(_, params)
    local uri = params.textDocument.uri
    for _, change in ipairs(params.contentChanges) do
      journals[uri] = journals[uri] and add(journals[uri], uri, change)
    end
  end,
  ['textDocument/didSave'] = function(_, params)
    journals[params.textDocument.uri] = begin(M.read(params.textDocument.uri))
  end,
  ['textDocument/didClose'] = function(_, params)
    journals[params.textDocument.uri] = nil
  end,
}

function M.listen(client)
  local notify = client.rpc.notify
  client.rpc.notify = function(method, params)
    if hear[method] and hear[method](notify, params) then return true end
    return notify(method, params)
  end
end

function M.lose()
  for uri, journal in pairs(journals) do lost[uri] = journal end
  journals = {}
end

function M.knows(uri)
  return journals[uri] ~= nil
end

-- What happened to a document while there was no server.
function M.changed(uri)
  if lost[uri] then lost[uri] = add(lost[uri], uri, { text = M.read(uri) }) end
end

function M.saved(uri)
  if lost[uri] then lost[uri].saved = true end
end

return M
