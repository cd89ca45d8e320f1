-- Types an article into a real Neovim, key by key, with Enter right behind names and with pauses in mid-sentence. It must come out letter for
-- letter; no finding may appear in the paragraph that is being written and go again, unless its sentence was finished; and when the file is
-- saved, the findings are those of `onrecord check`.
--   ONRECORD=/path/to/onrecord nvim --headless --clean -n -S editors/neovim/test/typing.lua
local here = vim.fn.fnamemodify(debug.getinfo(1, 'S').source:sub(2), ':p:h:h')
vim.opt.runtimepath:prepend(here)
vim.opt.completeopt = { 'menuone', 'noselect' }

-- How many findings may blink.
local FLASHES = 0
local KEY, PAUSE, THOUGHT = 12, 350, 1200

local program = os.getenv('ONRECORD') or 'onrecord'
local text = table.concat(vim.fn.readfile(here .. '/../fixture/typing.txt'), '\n') .. '\n'
local folder = vim.fn.tempname()
vim.fn.mkdir(folder, 'p')
local file = folder .. '/article.txt'
vim.fn.writefile({}, file)

local version = vim.version()
local function finish(reason)
  local name = ('neovim %d.%d.%d, typing: '):format(version.major, version.minor, version.patch)
  io.stdout:write(name .. (reason or 'ok') .. '\n')
  vim.cmd(reason and 'cquit 1' or 'qall!')
end

require('onrecord').setup({ cmd = { program, 'lsp' } })
vim.cmd('runtime plugin/onrecord.lua')
vim.cmd('filetype on')
vim.cmd('edit ' .. vim.fn.fnameescape(file))
vim.bo.filetype = 'text'
vim.bo.textwidth = 0
local buffer = vim.api.nvim_get_current_buf()

local function code(one)
  return one.code or (one.user_data and one.user_data.lsp and one.user_data.lsp.code)
end

-- The first line of the paragraph that holds the cursor, from zero.
local function paragraph()
  local line = vim.api.nvim_win_get_cursor(0)[1]
  while line > 1 and vim.api.nvim_buf_get_lines(buffer, line - 2, line - 1, false)[1] ~= '' do
    line = line - 1
  end
  return line - 1
end

-- Whether a sentence ends behind the place where a finding stands.
local function is_finished(one)
  local lines = vim.api.nvim_buf_get_lines(buffer, one.lnum, -1, false)
  lines[1] = (lines[1] or ''):sub(one.col + 1)
  local rest = table.concat(lines, ' ') .. ' '
  return rest:gsub('”', ''):gsub('’', ''):find('[.!?] ') ~= nil
end

local shown, written, flashes, went, seen = {}, -1, {}, 0, {}
local function look()
  local now, at = {}, paragraph()
  for _, one in ipairs(vim.diagnostic.get(buffer)) do
    if one.lnum >= at then
      local key = code(one) .. ' ' .. one.lnum .. ':' .. one.col
      now[key] = shown[key] == nil and { finished = is_finished(one) } or shown[key]
      seen[key] = true
    end
  end
  if at == written then
    for key, one in pairs(shown) do
      if not now[key] then
        if one.finished then went = went + 1 else table.insert(flashes, key) end
      end
    end
  end
  shown, written = now, at
end
vim.api.nvim_create_autocmd('DiagnosticChanged', { callback = look })

local function sorted(list)
  table.sort(list)
  return list
end

local function compare()
  local found = table.concat(vim.api.nvim_buf_get_lines(buffer, 0, -1, false), '\n') .. '\n'
  if found ~= text then
    for at = 1, #text do
      if found:sub(at, at) ~= text:sub(at, at) then
        return 'what was typed came out as “' .. found:sub(math.max(1, at - 40), at + 20) .. '”'
      end
    end
    return 'what was typed came out longer'
  end
  if #flashes ~= FLASHES then
    return #flashes .. ' findings blinked: ' .. table.concat(flashes, ', ')
  end
  local report = vim.fn.json_decode(vim.fn.system({ program, 'check', file, '--format', 'json', '--show', 'hint', '--fail-on', 'never' }))
  local expected = sorted(vim.tbl_map(function(one) return one.rule .. ' ' .. (one.line - 1) end, report.findings))
  local function told()
    return sorted(vim.tbl_map(function(one) return code(one) .. ' ' .. one.lnum end, vim.diagnostic.get(buffer)))
  end
  if not vim.wait(20000, function() return vim.deep_equal(told(), expected) end, 50) then
    return 'after saving: expected ' .. vim.inspect(expected) .. ', found ' .. vim.inspect(told())
  end
  io.stdout:write(('%d findings, %d came and went with finished sentences, %d blinked\n'):format(#expected, went, #flashes))
end

-- Keys are put into the editor's own queue, each when the one before has been taken.
local keys = vim.fn.split(text:gsub('\n$', ''), '\\zs')
local at = 0
local timer = vim.loop.new_timer()
local function press()
  at = at + 1
  local key, before = keys[at], keys[at - 1]
  if not key then
    timer:close()
    vim.defer_fn(function()
      vim.cmd('stopinsert')
      vim.cmd('silent write')
      local ok, reason = pcall(compare)
      finish(not ok and tostring(reason) or reason)
    end, THOUGHT)
    return
  end
  vim.api.nvim_input(key == '\n' and '<CR>' or key == '<' and '<lt>' or key)
  local wait = KEY
  if key == ' ' and (before == '.' or before == ',' or before == '”') then wait = PAUSE end
  if at % 331 == 0 then wait = THOUGHT end
  timer:start(wait, 0, vim.schedule_wrap(press))
end

-- 0.7: vim.lsp.buf_get_clients; newer: vim.lsp.get_clients.
local function client()
  if vim.lsp.get_clients then
    return vim.lsp.get_clients({ bufnr = buffer })[1]
  end
  return select(2, next(vim.lsp.buf_get_clients(buffer)))
end
local ready = vim.wait(20000, function() return client() ~= nil and client().server_capabilities ~= nil end, 20)
if not ready then
  finish('the server did not start')
else
  if vim.lsp.completion and vim.lsp.completion.enable then
    vim.lsp.completion.enable(true, client().id, buffer, { autotrigger = true })
  end
  vim.api.nvim_input('i')
  timer:start(200, 0, vim.schedule_wrap(press))
end
