-- :checkhealth prosed
local client = require('prosed.client')

local health = vim.health or require('health')
local ok, warn, problem = health.ok or health.report_ok, health.warn or health.report_warn, health.error or health.report_error
local start, info = health.start or health.report_start, health.info or health.report_info

local function check_editor()
  start('prosed: Neovim')
  local version = vim.version()
  ok(('Neovim %d.%d.%d'):format(version.major, version.minor, version.patch))
  if vim.fn.has('nvim-0.10') == 1 then
    ok('ghost text in the line')
  else
    info('ghost text lies over the rest of the line; 0.10 moves it aside')
  end
  if vim.lsp.inline_completion then
    ok('completions that come by themselves are shown by vim.lsp.inline_completion')
  else
    info('completions that come by themselves are shown by the plugin; 0.12 has its own')
  end
end

local function check_program()
  start('prosed: server')
  local command = client.command()
  if vim.fn.executable(command[1]) == 0 then
    problem(command[1] .. ' is not installed or not on the PATH', { "set g:prosed_command to {'/path/to/prosed', 'lsp'}" })
    return
  end
  ok(vim.fn.exepath(command[1]) .. ': ' .. vim.trim(vim.fn.system({ command[1], '--version' })))
  local running = client.get()
  if running then
    ok(('it runs as client %d and speaks %s'):format(running.id, running.offset_encoding))
  else
    info('it does not run; it starts with the first document of ' .. table.concat(client.filetypes(), ', '))
  end
  start('prosed: what `prosed doctor` says')
  for _, line in ipairs(vim.fn.systemlist({ command[1], 'doctor' })) do
    local state, rest = line:match('^(%S*)%s+(.*)$')
    local say = state == 'ok' and ok or state == 'PROBLEM' and warn or info
    if rest then say(rest) end
  end
end

return { check = function()
  check_editor()
  check_program()
end }
