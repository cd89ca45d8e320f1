-- Drives a real Neovim without a screen and compares what it shows with what is expected:
--   ONRECORD=/path/to/onrecord nvim --headless --clean -n -S editors/neovim/test/headless.lua
local here = vim.fn.fnamemodify(debug.getinfo(1, 'S').source:sub(2), ':p:h:h')
vim.opt.runtimepath:prepend(here)

local function same(found, expected, what)
  if not vim.deep_equal(found, expected) then
    error(what .. ': expected ' .. vim.inspect(expected) .. ', found ' .. vim.inspect(found))
  end
end

local function test()
  local folder = vim.fn.tempname()
  vim.fn.mkdir(folder, 'p')
  local file = folder .. '/ferry.txt'
  vim.fn.writefile({
    'Ä 😀: The council dismissed Oru on Monday. It gave no reason.',
    '',
    'Marit Oru, the mayor, had asked for new pilots. She said the ferry had been sold.',
  }, file)
  require('onrecord').setup({ cmd = { os.getenv('ONRECORD') or 'onrecord', 'lsp' } })
  vim.cmd('runtime plugin/onrecord.lua')
  vim.cmd('filetype on')
  vim.cmd('edit ' .. vim.fn.fnameescape(file))
  vim.bo.filetype = 'text'
  local buffer = vim.api.nvim_get_current_buf()

  -- 0.7: vim.lsp.buf_get_clients; newer: vim.lsp.get_clients.
  local function client()
    local get = vim.lsp.get_clients or vim.lsp.get_active_clients
    return get({ bufnr = buffer })[1] or vim.lsp.buf_get_clients(buffer)[1]
  end
  local function findings(rule)
    return vim.tbl_filter(function(one) return one.code == rule or (one.user_data and one.user_data.lsp and one.user_data.lsp.code == rule) end, vim.diagnostic.get(buffer))
  end
  assert(vim.wait(20000, function() return #findings('surname-before-full-name') == 1 end, 20), 'no finding in time')
  local finding = findings('surname-before-full-name')[1]
  -- Neovim counts bytes: "Ä 😀: The council dismissed " has 31.
  same({ finding.lnum, finding.col, finding.end_lnum, finding.end_col }, { 0, 31, 0, 34 }, 'place of the finding')
  same(finding.message, 'Does the full name come too late? “Oru” stands before “Marit Oru”. Give the full name first.', 'message')
  same(finding.source, 'onrecord', 'source')

  local function ask(method, extra)
    local found = client()
    local params = vim.lsp.util.make_position_params(0, found.offset_encoding)
    for key, value in pairs(extra or {}) do params[key] = value end
    local answers = vim.lsp.buf_request_sync(buffer, method, params, 10000)
    local answer = assert(answers and answers[found.id], method .. ': no answer')
    assert(not answer.error, method .. ': ' .. vim.inspect(answer.error))
    return answer.result
  end

  vim.api.nvim_win_set_cursor(0, { 1, 32 })
  local hover = ask('textDocument/hover')
  same(vim.split(hover.contents.value, '%s*\n')[1], '**Marit Oru**, mayor', 'hover')
  local definition = ask('textDocument/definition')
  local target = definition.range and definition or definition[1]
  local range = target.targetSelectionRange or target.range
  same({ range.start.line, range.start.character, range['end'].character }, { 2, 0, 9 }, 'definition')

  vim.api.nvim_win_set_cursor(0, { 3, 0 })
  local rename = ask('textDocument/rename', { newName = 'Ada Berg' })
  local edits = rename.changes and rename.changes[vim.uri_from_fname(file)] or rename.documentChanges[1].edits
  same(vim.tbl_map(function(edit) return edit.newText end, edits), { 'Berg', 'Ada', 'Berg' }, 'rename')

  vim.api.nvim_win_set_cursor(0, { 1, 32 })
  -- Neovim 0.11 and newer offer UTF-8, which the server takes; the older ones count in UTF-16.
  local encoding = client().offset_encoding
  same(encoding, vim.fn.has('nvim-0.11') == 1 and 'utf-8' or 'utf-16', 'encoding')
  local column = encoding == 'utf-8' and 31 or 28
  local place = { start = { line = 0, character = column }, ['end'] = { line = 0, character = column + 3 } }
  local actions = ask('textDocument/codeAction', { range = place, context = { diagnostics = {} } })
  local fix
  for _, action in ipairs(actions) do
    if action.title == 'Write “Marit Oru” here' then fix = action end
  end
  assert(fix, 'no quick fix: ' .. vim.inspect(actions))
  vim.lsp.util.apply_workspace_edit(fix.edit, client().offset_encoding or 'utf-16')
  same(vim.api.nvim_buf_get_lines(buffer, 0, 1, false)[1], 'Ä 😀: The council dismissed Marit Oru on Monday. It gave no reason.', 'line after the fix')
  assert(vim.wait(20000, function() return #findings('surname-before-full-name') == 0 end, 20), 'the finding did not go')
end

local ok, reason = pcall(test)
local version = vim.version()
local name = ('neovim %d.%d.%d: '):format(version.major, version.minor, version.patch)
io.stdout:write(name .. (ok and 'ok' or tostring(reason)) .. '\n')
vim.cmd(ok and 'qall!' or 'cquit 1')
