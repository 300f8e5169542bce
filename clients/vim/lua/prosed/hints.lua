-- Hints: passages that go against what was learned. Neovim shows them as diagnostics; what the preference says, why, and
-- what would change is in a float, with what can be done about it. The server finds them and lets them go.
local client = require('prosed.client')
local rewrite = require('prosed.rewrite')
local M = {}

-- The one under the cursor, else the first of its line.
local function find_here()
  local row, column = unpack(vim.api.nvim_win_get_cursor(0))
  local found
  for _, diagnostic in ipairs(vim.diagnostic.get(0, { lnum = row - 1 })) do
    if diagnostic.source == 'prosed' then
      if diagnostic.col <= column and column < math.max(diagnostic.end_col, diagnostic.col + 1) then return diagnostic end
      found = found or diagnostic
    end
  end
  return found
end

local function document()
  return { uri = vim.uri_from_bufnr(0) }
end

-- Looks for hints now, in the lines if there are any.
function M.look(range, first, last)
  local bufnr = vim.api.nvim_get_current_buf()
  if not client.need(bufnr) then return end
  local argument = document()
  if range > 0 then argument.range = rewrite.range_of(first, last) end
  client.execute('prosed.suggest', argument, function(result)
    local count = #result.hints
    local found = count == 0 and 'no hints' or count == 1 and '1 hint' or count .. ' hints'
    client.say(found .. (type(result.reason) == 'string' and ': ' .. result.reason or ''), vim.log.levels.INFO)
  end)
end

function M.clean()
  client.execute('prosed.suggest.clear', client.document(0))
end

function M.jump(forward)
  local namespace = client.diagnostics()
  local find = forward and vim.diagnostic.get_next or vim.diagnostic.get_prev
  local hint = namespace and find({ namespace = namespace, wrap = false })
  if not hint then
    client.say('no more hints; :ProsedSuggest looks for some', vim.log.levels.INFO)
    return
  end
  vim.cmd("normal! m'")
  vim.api.nvim_win_set_cursor(0, { hint.lnum + 1, hint.col })
end

local function here()
  local hint = find_here()
  if not hint then client.say('no hint on this line; :ProsedSuggest looks for some', vim.log.levels.INFO) end
  return hint
end

local function act(command, hint)
  client.execute(command, vim.tbl_extend('force', document(), { id = hint.user_data.lsp.data.id }))
end

function M.dismiss()
  local hint = here()
  if hint then act('prosed.suggest.dismiss', hint) end
end

function M.mute()
  local hint = here()
  if hint then act('prosed.suggest.mute', hint) end
end

-- What it says and what would change, with what can be done about it.
function M.show()
  local hint = here()
  if not hint then return end
  local lsp = hint.user_data.lsp
  local head = { { kind = 'same', text = hint.message .. '\n' } }
  for i, related in ipairs(lsp.relatedInformation or {}) do
    if i <= 3 then head[#head + 1] = { kind = 'note', text = related.message .. '\n' } end
  end
  head[#head + 1] = { kind = 'same', text = '\n' }
  local argument = vim.tbl_extend('force', document(), { id = lsp.data.id })
  rewrite.ask_hint(argument, lsp.data.rewrites, head, {
    { keys = { 'd' }, label = 'not here', run = function() act('prosed.suggest.dismiss', hint) end },
    { keys = { 'm' }, label = 'not a preference', run = function() act('prosed.suggest.mute', hint) end },
  })
end

return M
