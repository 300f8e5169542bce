-- prosed for Neovim 0.7.2 and later; Vim has plugin/prosed.vim. Everything that thinks is in the server; :help prosed.
if vim.g.loaded_prosed then return end
vim.g.loaded_prosed = 1

if vim.fn.has('nvim-0.7.2') == 0 then
  vim.api.nvim_echo({ { 'prosed: needs Neovim 0.7.2 or later', 'WarningMsg' } }, true, {})
  return
end

local function lazy(module, name, ...)
  local arguments = { ... }
  return function() require('prosed.' .. module)[name](unpack(arguments)) end
end

local highlights = { ProsedGhost = 'Comment', ProsedRemoved = 'DiffDelete', ProsedAdded = 'DiffAdd' }
for name, link in pairs(highlights) do vim.api.nvim_set_hl(0, name, { link = link, default = true }) end

local group = vim.api.nvim_create_augroup('prosed', {})
local function on(events, pattern, run)
  vim.api.nvim_create_autocmd(events, { group = group, pattern = pattern, callback = run })
end
local client = require('prosed.client')
if #client.filetypes() > 0 then
  on('FileType', client.filetypes(), function(event)
    local buffer = event.buf
    if not vim.lsp.config then
      client.attach(buffer)
    elseif vim.bo[buffer].buftype == '' then
      client.can_run()
    end
  end)
end
if vim.lsp.config then vim.lsp.enable('prosed') end
on('TextChangedI', '*', lazy('ghost', 'typed'))
on('CursorMovedI', '*', lazy('ghost', 'moved'))
on('InsertLeave', '*', lazy('ghost', 'dismiss'))
on('BufWritePost', '*', function(event) client.saved(event.buf) end)
on('VimLeavePre', '*', lazy('client', 'leave'))

local function command(name, run, options)
  vim.api.nvim_create_user_command('Prosed' .. name, run, options or { bar = true })
end
local function server(name)
  return function() client.execute(name, client.document(0)) end
end
command('Start', function() client.attach(vim.api.nvim_get_current_buf()) end)
command('Stop', lazy('client', 'stop'))
command('Restart', lazy('client', 'restart'))
command('Rewrite', function(call)
  require('prosed.rewrite').command(call.range, call.line1, call.line2, call.args, call.bang)
end, { bar = true, bang = true, nargs = '?', range = true })
command('Accept', lazy('rewrite', 'accept'))
command('Reject', lazy('rewrite', 'reject'))
command('Complete', lazy('ghost', 'ask'))
command('Suggest', function(call) require('prosed.hints').look(call.range, call.line1, call.line2) end,
  { bar = true, range = true })
command('Hint', lazy('hints', 'show'))
command('NotHere', lazy('hints', 'dismiss'))
command('NotAPreference', lazy('hints', 'mute'))
command('NextHint', lazy('hints', 'jump', true))
command('PreviousHint', lazy('hints', 'jump', false))
command('Clear', lazy('hints', 'clean'))
command('Preferences', lazy('preferences', 'open'))
command('Samples', lazy('preferences', 'samples'))
command('Status', lazy('preferences', 'status'))
command('Pause', server('prosed.learn.pause'))
command('Resume', server('prosed.learn.resume'))
command('LearnNow', server('prosed.learn.now'))

local function plug(mode, name, keys)
  vim.keymap.set(mode, '<Plug>(prosed-' .. name .. ')', keys, { silent = true })
end
plug('i', 'complete', '<Cmd>ProsedComplete<CR>')
plug('i', 'accept', "<C-R><C-O>=v:lua.require'prosed.ghost'.take('all')<CR>")
plug('i', 'accept-word', "<C-R><C-O>=v:lua.require'prosed.ghost'.take('words')<CR>")
plug('i', 'accept-sentence', "<C-R><C-O>=v:lua.require'prosed.ghost'.take('sentences')<CR>")
plug('i', 'dismiss', "<Cmd>lua require('prosed.ghost').dismiss()<CR>")
plug('n', 'rewrite', "<Cmd>set operatorfunc=v:lua.require'prosed.rewrite'.operator<CR>g@")
plug('n', 'rewrite-paragraph', '<Cmd>ProsedRewrite<CR>')
plug('n', 'suggest', '<Cmd>ProsedSuggest<CR>')
plug('n', 'hint', '<Cmd>ProsedHint<CR>')
plug('n', 'next-hint', '<Cmd>ProsedNextHint<CR>')
plug('n', 'previous-hint', '<Cmd>ProsedPreviousHint<CR>')
plug('x', 'rewrite', "<Esc><Cmd>lua require('prosed.rewrite').operator(vim.fn.visualmode())<CR>")

-- What somebody has mapped already stays.
if vim.g.prosed_mappings ~= 0 and vim.g.prosed_mappings ~= false then
  local function map(mode, keys, name)
    if vim.fn.maparg(keys, mode) == '' then vim.keymap.set(mode, keys, '<Plug>(prosed-' .. name .. ')', { remap = true }) end
  end
  map('i', '<C-G>p', 'complete')
  map('i', '<C-G>a', 'accept')
  map('i', '<C-G>w', 'accept-word')
  map('i', '<C-G>s', 'accept-sentence')
  map('n', '<Leader>r', 'rewrite')
  map('x', '<Leader>r', 'rewrite')
  map('n', '<Leader>rr', 'rewrite-paragraph')
  map('n', '<Leader>rs', 'suggest')
  map('n', '<Leader>rh', 'hint')
  map('n', ']h', 'next-hint')
  map('n', '[h', 'previous-hint')
end
