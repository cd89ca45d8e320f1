;;; Drives a real Emacs with Eglot, without a screen, and compares what it shows with what is expected:
;;;   ONRECORD=/path/to/onrecord emacs --batch -l editors/emacs/test.el
(package-initialize)
(require 'eglot)
(require 'flymake)
(setq eglot-autoshutdown t eglot-sync-connect 20 eglot-connect-timeout 20)

(defun onrecord-wait (found)
  "Wait until FOUND returns something, and return it."
  (let ((end (+ (float-time) 20)) value)
    (while (and (not (setq value (funcall found))) (< (float-time) end))
      (accept-process-output nil 0.05))
    value))

(defun onrecord-same (found expected what)
  "Fail unless FOUND equals EXPECTED; WHAT names it."
  (unless (equal found expected)
    (error "%s: expected %S, found %S" what expected found)))

(condition-case reason
    (let* ((folder (make-temp-file "onrecord" t))
           (file (expand-file-name "ferry.txt" folder))
           (program (expand-file-name (or (getenv "ONRECORD") "onrecord")))
           finding)
      (with-temp-file file
        (insert "Ä 😀: The council dismissed Oru on Monday. It gave no reason.\n\n"
                "Marit Oru, the mayor, had asked for new pilots. She said the ferry had been sold.\n"))
      (find-file file)
      (setq eglot-server-programs `((text-mode . (,program "lsp"))))
      (apply #'eglot (eglot--guess-contact))
      (flymake-start)
      (setq finding (onrecord-wait
                     (lambda ()
                       (seq-find (lambda (one) (string-match-p "full name come too late" (flymake-diagnostic-text one)))
                                 (flymake-diagnostics)))))
      (unless finding (error "no finding in time"))
      (onrecord-same (buffer-substring-no-properties (flymake-diagnostic-beg finding) (flymake-diagnostic-end finding)) "Oru" "words")
      (onrecord-same (flymake-diagnostic-beg finding) 28 "place")
      (goto-char (1+ (flymake-diagnostic-beg finding)))
      (let ((hover (jsonrpc-request (eglot-current-server) :textDocument/hover (eglot--TextDocumentPositionParams))))
        (unless (string-match-p "Marit Oru.*, mayor" (plist-get (plist-get hover :contents) :value))
          (error "hover: %S" hover)))
      (let* ((definition (car (xref-backend-definitions 'eglot "LSP identifier at point.")))
             (place (xref-item-location definition)))
        (onrecord-same (xref-location-line place) 3 "definition"))
      (eglot-rename "Ada Berg")
      (goto-char (point-min))
      (onrecord-same (buffer-substring-no-properties (point) (line-end-position))
                     "Ä 😀: The council dismissed Berg on Monday. It gave no reason." "rename")
      (princ "emacs: ok\n")
      (kill-emacs 0))
  (error (princ (format "emacs: %s\n" (error-message-string reason)))
         (kill-emacs 1)))
