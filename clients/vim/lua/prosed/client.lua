-- The server and what goes to it and comes from it, through Neovim's own LSP client: one server for all projects, started
-- with the first document of prose, started again when it ends by itself. What is asked meanwhile waits.
local journal = require('prosed.journal')

local M = {}

local LANGUAGES = { text = 'plaintext', tex = 'latex', plaintex = 'latex', rst = 'restructuredtext' }
local RESTARTS = 3
local RESTARTS_WITHIN_S = 180
local NATIVE = vim.lsp.config ~= nil -- 0.11: configurations by name, and methods of a client take the client

local client_id           -- of the server that runs, or is starting
local waiting = {}        -- what wants to be sent once there is an initialized server
local partial = {}        -- by token: who wants to see an answer grow
local progress = {}       -- by token: what the statusline says
local ends = {}            -- when it ended by itself
local again = false        -- it is to be started again in a moment
local ended                -- how the process ended, where Neovim is told less
local stopping = false
local missing_said = false
local followed = {}        -- by buffer: the URI that it is open under, and whether it had another
local on_end = {}         -- what is in view and hangs on the server that ended

-- A notice at the top, for a while.
local function show_notice(text, highlight)
  local buffer = vim.api.nvim_create_buf(false, true)
  local length = vim.fn.strdisplaywidth(text)
  local width = math.min(length, vim.o.columns - 2, 76)
  vim.api.nvim_buf_set_lines(buffer, 0, -1, false, { text })
  local window = vim.api.nvim_open_win(buffer, false, {
    relative = 'editor', row = 0, col = math.max(0, vim.o.columns - width - 2), width = width, style = 'minimal',
    height = math.min(math.ceil(length / width) + (length > width and 1 or 0), 6), border = 'single', focusable = false,
  })
  vim.wo[window].winhighlight, vim.wo[window].wrap, vim.wo[window].linebreak = 'Normal:' .. highlight, true, true
  vim.defer_fn(function()
    if vim.api.nvim_win_is_valid(window) then vim.api.nvim_win_close(window, true) end
    vim.api.nvim_buf_delete(buffer, { force = true })
  end, 5000)
end

-- Never waits for a key: what does not fit in a line is in the notice, and so is what the mode's name would wipe off where
-- one types.
function M.say(text, level)
  level = level or vim.log.levels.WARN
  text = ('prosed: ' .. text):gsub('%s+', ' ')
  local room = vim.v.echospace
  local fits = vim.fn.strdisplaywidth(text) <= room
  vim.cmd('redraw')
  vim.notify(fits and text or vim.fn.strcharpart(text, 0, room - 3) .. '...', level)
  if not fits or vim.api.nvim_get_mode().mode:find('^[iR]') then
    show_notice(text, level >= vim.log.levels.WARN and 'WarningMsg' or 'Normal')
  end
end

function M.filetypes()
  return vim.g.prosed_filetypes or { 'markdown', 'text', 'tex', 'plaintex', 'mail', 'gitcommit', 'html', 'xhtml', 'mdx', 'quarto', 'rmd', 'rst', 'org', 'asciidoc', 'typst' }
end

function M.command()
  return vim.g.prosed_command or { 'prosed', 'lsp' }
end

local function call(client, method, ...)
  if NATIVE then return client[method](client, ...) end
  return client[method](...)
end

-- The client, once it can be talked to.
function M.get()
  local client = client_id and vim.lsp.get_client_by_id(client_id)
  return client and client.initialized and not call(client, 'is_stopped') and client or nil
end

-- The folder around a file that holds .prosed, .git or .prosed.json.
function M.find_root(bufnr)
  local name = vim.api.nvim_buf_get_name(bufnr)
  local folder = name ~= '' and vim.fn.fnamemodify(name, ':p:h') or vim.fn.getcwd()
  local above = vim.fn.escape(folder, ' ,;') .. ';'
  for _, mark in ipairs({ '.prosed', '.git' }) do
    local found = vim.fn.finddir(mark, above)
    if found ~= '' then return vim.fn.fnamemodify(found, ':p:h:h') end
  end
  local found = vim.fn.findfile('.prosed.json', above)
  return found ~= '' and vim.fn.fnamemodify(found, ':p:h') or nil
end

local function on_progress(err, params, ctx, ...)
  local token, value = params.token, params.value
  if partial[token] then
    partial[token](value.text)
    return
  elseif not value.kind then -- of an answer that was given up
    return
  end
  progress[token] = value.kind ~= 'end' and vim.tbl_extend('force', progress[token] or {}, value) or nil
  vim.schedule(function() vim.cmd('redrawstatus!') end)
  return vim.lsp.handlers['$/progress'](err, params, ctx, ...)
end

-- Neovim stops listening to a buffer that changes while no client is attached to it, and does not begin again with the
-- next client (0.7 to 0.12). So this listens, too, and sends what Neovim has not: then all of the text, once a change.
local function follow(bufnr)
  local before = followed[bufnr]
  followed[bufnr] = { uri = vim.uri_from_bufnr(bufnr), renamed = before and before.renamed }
  if before then return end
  local function on_change(_, _, tick)
    local client = M.get()
    local versions = vim.lsp.util.buf_versions
    if not client then return journal.changed(vim.uri_from_bufnr(bufnr)) end
    if not M.is_attached(bufnr) or versions[bufnr] == tick then return end
    versions[bufnr] = tick
    local text = table.concat(vim.api.nvim_buf_get_lines(bufnr, 0, -1, false), '\n') .. '\n'
    call(client, 'notify', 'textDocument/didChange', {
      textDocument = { uri = vim.uri_from_bufnr(bufnr), version = tick }, contentChanges = { { text = text } },
    })
  end
  vim.api.nvim_buf_attach(bufnr, false, {
    on_lines = on_change,
    on_reload = function() on_change(nil, nil, vim.api.nvim_buf_get_changedtick(bufnr)) end,
    on_detach = function() followed[bufnr] = nil end,
  })
end

-- A document of another project than the server knows: its folder is told.
local function on_attach(client, bufnr)
  require('prosed.ghost').attached(bufnr)
  follow(bufnr)
  local root = M.find_root(bufnr)
  local folder = root and { uri = vim.uri_from_fname(root), name = vim.fn.fnamemodify(root, ':t') }
  for _, known in ipairs(client.workspace_folders or {}) do
    if not folder or known.uri == folder.uri then return end
  end
  if folder then
    client.workspace_folders = vim.list_extend({ folder }, client.workspace_folders or {})
    call(client, 'notify', 'workspace/didChangeWorkspaceFolders', { event = { added = { folder }, removed = {} } })
  end
end

-- A buffer that is written under another name is another document, whose text the server knows again. Neovim goes on with
-- the old name, and of one that had none it forgets what it told of writing.
function M.saved(bufnr)
  local client, uri, document = M.get(), vim.uri_from_bufnr(bufnr), followed[bufnr]
  journal.saved(uri)
  if not client or not document or not M.is_attached(bufnr) then return end
  if document.uri ~= uri then
    local function tell(method, params) call(client, 'notify', method, { textDocument = params }) end
    tell('textDocument/didClose', { uri = document.uri })
    if not journal.knows(uri) then
      local version = vim.api.nvim_buf_get_changedtick(bufnr)
      vim.lsp.util.buf_versions[bufnr] = version
      tell('textDocument/didOpen', {
        uri = uri, languageId = client.config.get_language_id(bufnr, vim.bo[bufnr].filetype),
        version = version, text = journal.read(uri),
      })
    end
    followed[bufnr] = { uri = uri, renamed = true }
    on_attach(client, bufnr)
  end
  if followed[bufnr].renamed then call(client, 'notify', 'textDocument/didSave', { textDocument = { uri = uri } }) end
end

local function on_init(client)
  client_id = client.id
  journal.listen(client)
  vim.schedule(function() -- only then is the client among the active ones
    local calls = waiting
    waiting = {}
    for _, send in ipairs(calls) do send() end
  end)
end

local function on_exit(code, signal, id)
  if id == client_id then journal.lose() end -- at once: Neovim closes its documents
  vim.schedule(function()
    if id ~= client_id then return end
    if ended then code, signal, ended = ended.code, ended.signal, nil end
    client_id, progress, partial = nil, {}, {}
    for _, forget in ipairs(on_end) do forget() end
    vim.cmd('redrawstatus!')
    if stopping then
      waiting = {}
      return
    end
    local now = os.time()
    ends = vim.tbl_filter(function(time) return now - time < RESTARTS_WITHIN_S end, ends)
    ends[#ends + 1] = now
    local how = signal ~= 0 and 'signal ' .. signal or 'status ' .. code
    local last = #ends > RESTARTS
    vim.defer_fn(function() -- Neovim 0.7 has a line of its own for it, which would lie over this one
      M.say(last and 'the server ended again (' .. how .. '); :ProsedRestart starts it anew'
        or 'the server ended (' .. how .. ') and is started again; your text is safe')
    end, 50)
    if last then
      waiting = {}
      return
    end
    again = true
    vim.defer_fn(function()
      again = false
      M.reattach()
    end, 200 * (#ends - 1))
  end)
end

-- As the command alone would do it, but for how the server ended: Neovim has a line of its own for that, which together
-- with ours waits for a key.
local function start_server(dispatchers)
  local on_exit_told = dispatchers.on_exit
  dispatchers.on_exit = function(code, signal)
    ended = { code = code, signal = signal }
    journal.lose()
    on_exit_told(0, 0)
  end
  return vim.lsp.rpc.start(M.command(), dispatchers)
end

function M.config()
  local capabilities = vim.lsp.protocol.make_client_capabilities()
  capabilities.workspace.symbol, capabilities.callHierarchy = nil, nil -- 0.7.2 says what is not in the protocol
  capabilities.textDocument.inlineCompletion = capabilities.textDocument.inlineCompletion or vim.empty_dict()
  local publish = capabilities.textDocument.publishDiagnostics
  publish.relatedInformation, publish.dataSupport, publish.versionSupport = true, true, true
  return {
    name = 'prosed',
    cmd = NATIVE and start_server or M.command(),
    filetypes = M.filetypes(),
    init_options = vim.g.prosed_settings or vim.empty_dict(),
    handlers = {
      ['$/progress'] = on_progress,
      ['workspace/configuration'] = function(_, params)
        return vim.tbl_map(function() return vim.g.prosed_settings or vim.empty_dict() end, params.items)
      end,
    },
    flags = { debounce_text_changes = 0, exit_timeout = 2000 }, -- what was saved is in the store before Neovim is gone
    capabilities = capabilities,
    get_language_id = function(_, filetype)
      return LANGUAGES[filetype] or (filetype == '' and 'plaintext' or filetype)
    end,
    on_attach = on_attach,
    on_init = on_init,
    on_exit = on_exit,
  }
end

-- Why there is none, for somebody who asked for something.
local function say_why()
  local program = M.command()[1]
  if vim.fn.executable(program) == 0 then
    M.say('there is no ' .. program .. ' on the PATH; :help g:prosed_command')
  elseif vim.bo.buftype ~= '' then
    M.say('this buffer is no document')
  elseif M.is_secret(vim.api.nvim_get_current_buf()) then
    M.say('off here: this buffer keeps nothing on the disk, as one that was decrypted')
  else
    M.say('the server is not running; :ProsedRestart starts it')
  end
end

function M.can_run()
  if vim.fn.executable(M.command()[1]) == 1 then return true end
  if not missing_said then -- behind what Neovim says of the file
    vim.defer_fn(say_why, vim.v.vim_did_enter == 1 and 0 or 200)
  end
  missing_said = true
  return false
end

-- Documents that are prose; a buffer that has no file (help, a terminal, our own pages) is none.
function M.is_attached(bufnr)
  return client_id ~= nil and vim.lsp.buf_is_attached(bufnr, client_id)
end

-- Plugins that decrypt turn off, for the buffer, whatever would leave its text on the disk.
function M.is_secret(bufnr)
  return vim.o.shada == '' and not vim.bo[bufnr].swapfile and not vim.bo[bufnr].undofile
end

function M.attach(bufnr)
  if M.is_secret(bufnr) then return end
  if not vim.api.nvim_buf_is_loaded(bufnr) or vim.bo[bufnr].buftype ~= '' or M.is_attached(bufnr) or not M.can_run() then
    return
  end
  stopping = false
  local root = M.find_root(bufnr)
  local config = NATIVE and vim.lsp.config.prosed or M.config()
  config = vim.tbl_extend('force', config, { root_dir = root })
  if NATIVE then
    client_id = vim.lsp.start(config, { bufnr = bufnr, reuse_client = config.reuse_client }) or client_id
  else
    client_id = client_id or vim.lsp.start_client(config)
    if client_id then vim.lsp.buf_attach_client(bufnr, client_id) end
  end
end

-- For what the person asks for: false, and why is said, where there is no server for it.
function M.need(bufnr)
  M.attach(bufnr)
  if not M.is_attached(bufnr) then say_why() end
  return M.is_attached(bufnr)
end

function M.reattach()
  local filetypes = M.filetypes()
  for _, bufnr in ipairs(vim.api.nvim_list_bufs()) do
    local ours = followed[bufnr] or vim.tbl_contains(filetypes, vim.bo[bufnr].filetype)
    if vim.api.nvim_buf_is_loaded(bufnr) and ours then M.attach(bufnr) end
  end
end

function M.stop()
  local client = client_id and vim.lsp.get_client_by_id(client_id)
  stopping = true
  if client then call(client, 'stop') end
end

-- Neovim ends; it stops its clients itself.
function M.leave()
  stopping = true
end

function M.restart()
  local old = client_id and vim.lsp.get_client_by_id(client_id)
  ends, missing_said = {}, false
  M.stop()
  vim.wait(2000, function() return not old or call(old, 'is_stopped') end, 10)
  client_id = nil
  M.reattach()
end

-- Runs callback(err, result) when the answer is there. Returns a function that gives the request up.
function M.request(method, params, callback)
  local client = M.get()
  local cancelled, id = false, nil
  local function send()
    local server = M.get()
    if cancelled or not server then return end
    local _
    _, id = call(server, 'request', method, params, function(err, result)
      if not cancelled then callback(err, result) end
    end, vim.api.nvim_get_current_buf())
  end
  if client then
    send()
  elseif client_id or again then
    waiting[#waiting + 1] = send
  else
    callback({ message = 'the server is not running; :ProsedRestart starts it' })
  end
  return function()
    local server = M.get()
    cancelled = true
    if server and id then call(server, 'cancel_request', id) end
  end
end

local tokens = 0

-- Sends a command of the server; callback(result) runs when it went well, else the person is told. on_part(text) sees the
-- answer grow, where the server shows that.
-- Of a passage that was not sent to the model, what sends it here; told: the reply, or the data of the error.
function M.send_once(text, told)
  local held = type(told) == 'table' and told.secrets == true
  return held and (text:gsub('; to send it this once.*', '; :ProsedRewrite! sends it this once')) or text
end

function M.execute(command, argument, callback, on_part)
  tokens = tokens + 1
  local token = 'prosed/partial/' .. tokens
  if on_part then
    partial[token] = on_part
    argument = vim.tbl_extend('force', argument, { partialResultToken = token })
  end
  argument = next(argument) and argument or vim.empty_dict()
  local give_up = M.request('workspace/executeCommand', { command = command, arguments = { argument } }, function(err, result)
    partial[token] = nil
    if err then
      M.say(M.send_once(err.message, err.data))
    elseif callback then
      callback(result)
    end
  end)
  return function()
    partial[token] = nil -- what is on its way is not to be shown again
    give_up()
  end
end

-- What the server may want to know; whether it still does is no news to the person.
function M.tell(command, argument)
  if M.get() then M.request('workspace/executeCommand', { command = command, arguments = { argument } }, function() end) end
end

-- What is in view and hangs on the server goes when it ends.
function M.on_end(forget)
  on_end[#on_end + 1] = forget
end

-- The document of a buffer as a command's argument; {} where it is none of ours: then the server takes the first project.
function M.document(bufnr)
  return M.is_attached(bufnr) and { uri = vim.uri_from_bufnr(bufnr) } or {}
end

-- The namespace of its diagnostics, where it runs.
function M.diagnostics()
  return client_id and vim.lsp.diagnostic.get_namespace(client_id)
end

function M.encoding()
  local client = M.get()
  return client and client.offset_encoding or 'utf-16'
end

-- For 'statusline': '' while nothing happens, 'prosed: 2 of 5 ...' while it learns.
function M.status()
  if not client_id then return #ends > 0 and not stopping and 'prosed: stopped' or '' end
  local _, value = next(progress)
  return value and 'prosed: ' .. (value.message or value.title or 'learning') or ''
end

return M
