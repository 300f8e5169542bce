-- The float that shows a rewrite: what goes, what comes, and while a model still writes, the words so far.
local M = {}

local NAMESPACE = vim.api.nvim_create_namespace('prosed.preview')
local HIGHLIGHTS = { removed = 'ProsedRemoved', added = 'ProsedAdded', note = 'Comment' }
local WIDTH = 76

local window -- of the float
local buffer

function M.close()
  local old = window
  window = nil
  if old and vim.api.nvim_win_is_valid(old) then vim.api.nvim_win_close(old, true) end
end

-- Words with the white space behind them, line ends, and single letters of what has no spaces (Chinese, a long URL).
local function cut_tokens(text, width)
  local tokens = {}
  for token in text:gmatch('\n?[^%s]*[^%S\n]*') do
    if vim.startswith(token, '\n') then
      tokens[#tokens + 1] = '\n'
      token = token:sub(2)
    end
    local letters = vim.fn.strdisplaywidth(token) > width / 2
    for part in token:gmatch(letters and '[%z\1-\127\194-\244][\128-\191]*' or '.+') do tokens[#tokens + 1] = part end
  end
  return tokens
end

-- Pieces {kind, text}, cut into lines that fit; marks are {line, start, end, highlight}.
local function lay_out(pieces, width)
  local lines, marks = { '' }, {}
  for _, piece in ipairs(pieces) do
    for _, token in ipairs(cut_tokens(piece.text, width)) do
      local line = lines[#lines]
      if token == '\n' then
        lines[#lines + 1] = ''
        token = ''
      elseif line ~= '' and vim.fn.strdisplaywidth(line .. token:gsub('%s+$', '')) > width then
        lines[#lines + 1] = ''
      end
      local start = #lines[#lines]
      lines[#lines] = lines[#lines] .. token
      if HIGHLIGHTS[piece.kind] and token ~= '' then
        marks[#marks + 1] = { #lines - 1, start, start + #token, HIGHLIGHTS[piece.kind] }
      end
    end
  end
  return lines, marks
end

-- Below the last line of the passage where there is room, so that it stays in view; row is counted from the cursor.
local function find_row(last, height)
  local line = vim.fn.getline(last)
  local below = last and vim.fn.screenpos(0, last, math.max(1, #line)).row or 0
  local at = vim.fn.screenpos(0, vim.fn.line('.'), vim.fn.col('.')).row
  return below >= at and below + height + 2 < vim.o.lines - 1 and below - at + 1 or 1
end

local function open(lines, title, last)
  local width = 1
  for _, line in ipairs(lines) do width = math.max(width, vim.fn.strdisplaywidth(line)) end
  local config = {
    relative = 'cursor', col = 0, width = width, style = 'minimal', border = 'rounded',
    height = math.max(1, math.min(#lines, vim.o.lines - 6)),
  }
  config.row = find_row(last, config.height)
  if vim.fn.has('nvim-0.9') == 1 then config.title = ' ' .. title .. ' ' end
  if window and vim.api.nvim_win_is_valid(window) then
    vim.api.nvim_win_set_width(window, config.width)
    vim.api.nvim_win_set_height(window, config.height)
    return
  end
  buffer = vim.api.nvim_create_buf(false, true)
  vim.bo[buffer].bufhidden = 'wipe'
  window = vim.api.nvim_open_win(buffer, true, config)
  vim.wo[window].wrap = false
end

local function fill(pieces, title, last)
  local lines, marks = lay_out(pieces, math.min(vim.o.columns - 4, WIDTH))
  open(lines, title, last)
  vim.bo[buffer].modifiable = true
  vim.api.nvim_buf_set_lines(buffer, 0, -1, false, lines)
  vim.bo[buffer].modifiable = false
  vim.api.nvim_buf_clear_namespace(buffer, NAMESPACE, 0, -1)
  for _, mark in ipairs(marks) do vim.api.nvim_buf_add_highlight(buffer, NAMESPACE, mark[4], mark[1], mark[2], mark[3]) end
end

-- Answers: {keys, label, run}; the label says the first key. Leaving the float is the last of them, a "no".
local function ask(answers)
  local mine, leave = window, answers[#answers].run
  for _, answer in ipairs(answers) do
    for _, key in ipairs(answer.keys) do
      vim.keymap.set('n', key, answer.run, { buffer = buffer, nowait = true, silent = true })
    end
  end
  vim.api.nvim_create_autocmd('WinLeave', { buffer = buffer, once = true, callback = function()
    vim.schedule(function() if window == mine then leave() end end)
  end })
end

-- What a model has written so far; `n` gives it up.
function M.grow(text, last, reject)
  local new = not window
  fill({ { kind = 'same', text = text .. ' ...\n\n' }, { kind = 'note', text = 'give up: n' } }, 'Rewriting', last)
  vim.api.nvim_win_set_cursor(window, { vim.api.nvim_buf_line_count(buffer), 0 })
  if new then ask({ { keys = { 'n', 'q', '<Esc>' }, run = reject } }) end
end

-- The changes of a rewrite, what it follows, and the answers; behind pieces that say what it is about.
function M.show(head, result, last, answers)
  local pieces = vim.list_extend({}, head)
  for i, change in ipairs(result.changes) do
    local next_one = result.changes[i + 1]
    pieces[#pieces + 1] = change
    if change.kind == 'removed' and next_one and next_one.kind == 'added' then
      pieces[#pieces + 1] = { kind = 'same', text = '→' }
    end
  end
  if #result.changes > 0 then pieces[#pieces + 1] = { kind = 'same', text = '\n\n' } end
  if #head == 0 and #result.preferences > 0 then
    pieces[#pieces + 1] = { kind = 'note', text = 'follows: ' .. table.concat(result.preferences, ' ') .. '\n' }
  end
  local labels = vim.tbl_map(function(answer) return answer.label .. ': ' .. answer.keys[1] end, answers)
  pieces[#pieces + 1] = { kind = 'note', text = table.concat(labels, '   ') }
  fill(pieces, #head == 0 and 'Rewrite in my style' or 'Against your preference', last)
  vim.api.nvim_win_set_cursor(window, { 1, 0 })
  ask(answers)
end

return M
