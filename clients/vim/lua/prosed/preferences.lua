-- What was learned and from what, as pages: the preferences can be edited and written; the server finds what changed.
local client = require('prosed.client')
local M = {}

-- The buffer of a page, in view and empty.
local function open(name)
  local buffer = vim.fn.bufnr('^' .. name .. '$')
  local window = buffer > 0 and vim.fn.bufwinid(buffer) or -1
  if window > 0 then
    vim.api.nvim_set_current_win(window)
  else
    vim.cmd('botright split ' .. vim.fn.fnameescape(name))
  end
  buffer = vim.api.nvim_get_current_buf()
  vim.bo[buffer].buftype, vim.bo[buffer].bufhidden, vim.bo[buffer].swapfile = 'acwrite', 'wipe', false
  vim.bo[buffer].filetype = 'markdown'
  vim.keymap.set('n', 'q', '<Cmd>close<CR>', { buffer = buffer, silent = true })
  return buffer
end

local function fill(buffer, text)
  local view = vim.fn.winsaveview()
  vim.api.nvim_buf_set_lines(buffer, 0, -1, false, vim.split(text:gsub('\n$', ''), '\n', true))
  vim.bo[buffer].modified = false
  if vim.api.nvim_get_current_buf() == buffer then vim.fn.winrestview(view) end
end

local function with(page, argument)
  return vim.tbl_extend('force', argument, page.document)
end

local function show(page, result)
  if not vim.api.nvim_buf_is_loaded(page.buffer) then return end
  page.markdown, page.items = result.markdown, result.items
  fill(page.buffer, result.markdown)
end

local function reload(page)
  client.execute('prosed.preferences', page.document, function(result) show(page, result) end)
end

-- On a preference: pin or mute it; again: undo that.
local function mark(page, state, on, off)
  local id = tonumber(vim.api.nvim_get_current_line():match('`(%d+)`%s*$'))
  if vim.bo[page.buffer].modified then return client.say(':write or undo your changes first') end
  for _, item in ipairs(page.items) do
    if item.id == id then
      client.execute('prosed.preferences.' .. (item[state] and off or on), with(page, { id = id }),
        function() reload(page) end)
    end
  end
end

local function write(page)
  local lines = vim.api.nvim_buf_get_lines(page.buffer, 0, -1, false)
  local argument = { before = page.markdown, after = table.concat(lines, '\n') .. '\n' }
  client.execute('prosed.preferences.write', with(page, argument), function(result)
    show(page, result)
    client.say('preferences written', vim.log.levels.INFO)
  end)
end

function M.open()
  local bufnr = vim.api.nvim_get_current_buf()
  client.attach(bufnr)
  local page = { document = client.document(bufnr) }
  client.execute('prosed.preferences', page.document, function(result)
    page.buffer = open('prosed://preferences')
    show(page, result)
    vim.api.nvim_create_autocmd('BufWriteCmd', { buffer = page.buffer, callback = function() write(page) end })
    local function map(key, ...)
      local arguments = { ... }
      vim.keymap.set('n', key, function() mark(page, unpack(arguments)) end, { buffer = page.buffer, silent = true })
    end
    map('P', 'pinned', 'pin', 'unpin')
    map('M', 'muted', 'mute', 'unmute')
  end)
end

local function format_samples(result)
  local page = { '# Samples of my writing', '', '`D` on a sample forgets it: its text, and what it says for or against a preference.' }
  for _, item in ipairs(result.items) do
    vim.list_extend(page, { '', ('## %d: %s, %s, %s'):format(item.id, item.path or 'untitled', item.genre, item.state), '' })
    vim.list_extend(page, vim.split(item.text, '\n', true))
  end
  return table.concat(page, '\n')
end

function M.samples()
  local bufnr = vim.api.nvim_get_current_buf()
  client.attach(bufnr)
  local document = client.document(bufnr)
  local function read(run)
    client.execute('prosed.samples', document, function(result) run(format_samples(result)) end)
  end
  read(function(text)
    local buffer = open('prosed://samples')
    fill(buffer, text)
    vim.keymap.set('n', 'D', function()
      local heading = vim.fn.getline(vim.fn.search([[^## \d\+: ]], 'bcnW'))
      local id = tonumber(heading:match('^## (%d+): '))
      if id and vim.fn.confirm('Forget sample ' .. id .. '?', '&Yes\n&No', 2) == 1 then
        client.execute('prosed.samples.forget', vim.tbl_extend('force', { id = id }, document), function()
          read(function(new) fill(buffer, new) end)
        end)
      end
    end, { buffer = buffer, silent = true })
  end)
end

function M.status()
  local bufnr = vim.api.nvim_get_current_buf()
  client.attach(bufnr)
  client.execute('prosed.status', client.document(bufnr), function(result)
    local samples = result.samples
    client.say(('%s, learned %d, queued %d, waiting %d; %d preferences; store %s'):format(result.learning.phase,
      samples.learned, samples.queued, samples.waiting, result.preferences.total, result.store), vim.log.levels.INFO)
  end)
end

return M
