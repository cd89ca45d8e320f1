" Drives a real Vim with ALE, without a screen, and compares what it shows with what is expected:
"   ONRECORD=/path/to/onrecord vim -Nu NONE -es -i NONE --not-a-term -S editors/vim/test.vim
set nocompatible hidden encoding=utf-8 noswapfile
filetype plugin on
let g:ale_linters_explicit = 1 | let g:ale_echo_cursor = 0 | let g:ale_hover_to_preview = 1 | let g:ale_hover_cursor = 0
let g:ale_linters = {'text': ['onrecord']}
packadd! ale
runtime! plugin/ale.vim
call ale#linter#Define('text', {'name': 'onrecord', 'lsp': 'stdio',
  \ 'executable': fnamemodify(empty($ONRECORD) ? 'onrecord' : $ONRECORD, ':p'), 'command': '%e lsp',
  \ 'project_root': {b -> fnamemodify(bufname(b), ':p:h')}, 'language': 'plaintext'})

function! WaitFor(expr) abort
  for i in range(400)
    if eval(a:expr) | return 1 | endif
    sleep 50m
  endfor
  return 0
endfunction

function! End(words) abort
  call writefile(['vim: ' . a:words], '/dev/stdout', 'a')
  if a:words ==# 'ok' | qall! | else | cquit 1 | endif
endfunction

let s:folder = tempname()
call mkdir(s:folder, 'p')
call writefile(['Ä 😀: The council dismissed Oru on Monday. It gave no reason.', '',
  \ 'Marit Oru, the mayor, had asked for new pilots. She said the ferry had been sold.'], s:folder . '/ferry.txt')
exe 'edit ' . fnameescape(s:folder . '/ferry.txt')
setlocal filetype=text
ALELint
function! Findings() abort
  return filter(copy(ale#engine#GetLoclist(bufnr('%'))), 'v:val.text =~# "full name come too late"')
endfunction
if !WaitFor('len(Findings()) == 1') | call End('no finding in time') | endif
" ALE takes the protocol's columns for bytes, so on this line it is right by its own count only: 28 UTF-16 units come before the name.
let s:found = Findings()[0]
if [s:found.lnum, s:found.col] != [1, 29] | call End('place: ' . string([s:found.lnum, s:found.col])) | endif
call cursor(3, 50)
ALEHover
if !WaitFor('bufwinnr("ALEPreviewWindow") > 0') | call End('no hover') | endif
let s:hover = getbufline('ALEPreviewWindow', 1, '$')
if s:hover[0] !=# 'She = Marit Oru (line 3)' | call End('hover: ' . string(s:hover)) | endif
pclose
call cursor(3, 50)
ALEGoToDefinition
if !WaitFor('line(".") == 3 && col(".") == 1') | call End('definition: ' . string([line('.'), col('.')])) | endif
call End('ok')
