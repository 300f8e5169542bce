# Code actions: offered at once, made when chosen, moved over what was typed since.
--> {"id": "taste", "method": "workspace/executeCommand", "params": {"command": "prosed.preferences.add",
      "arguments": [{"genre": "docs", "text": "Leave out intensifiers such as \"very\" and \"really\"."}]}}
<-- {"id": "taste", "result": {"id": "<int>"}}
--> {"method": "textDocument/didOpen", "params": {"textDocument": {"uri": "${uri}/a.md", "languageId": "markdown",
      "version": 1, "text": "# Title\n\nThe roof is very old and the door is very heavy.\n\nAnother one is here.\n"}}}
--> {"id": 1, "method": "textDocument/codeAction", "params": {"textDocument": {"uri": "${uri}/a.md"},
      "range": {"start": {"line": 2, "character": 4}, "end": {"line": 2, "character": 4}},
      "context": {"diagnostics": [], "only": ["refactor"], "triggerKind": 1}}}
<-- {"id": 1, "result": [{"=": true, "title": "Rewrite in my style", "kind": "refactor.rewrite", "data": "$data"}]}
--> {"id": 2, "method": "textDocument/codeAction", "params": {"textDocument": {"uri": "${uri}/a.md"},
      "range": {"start": {"line": 2, "character": 4}, "end": {"line": 2, "character": 4}},
      "context": {"diagnostics": [], "only": ["quickfix", "refactor.extract", "refactor.rew", "source"]}}}
<-- {"id": 2, "result": []}
--> {"id": 3, "method": "textDocument/codeAction", "params": {"textDocument": {"uri": "${uri}/a.md"},
      "range": {"start": {"line": 2, "character": 4}, "end": {"line": 2, "character": 4}},
      "context": {"diagnostics": [], "only": [""]}}}
<-- {"id": 3, "result": ["*"]}
--> {"method": "textDocument/didChange", "params": {"textDocument": {"uri": "${uri}/a.md", "version": 2},
      "contentChanges": [{"range": {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 0}},
        "text": "Before.\n\n"}]}}
--> {"id": 4, "method": "codeAction/resolve", "params": {"title": "Rewrite in my style", "kind": "refactor.rewrite", "data": "$data"}}
<-- {"id": 4, "result": {"title": "Rewrite in my style", "edit": {"documentChanges": [
      {"textDocument": {"uri": "${uri}/a.md", "version": 2}, "edits": [
        {"range": {"start": {"line": 4, "character": "<int>"}}}, {"range": {"start": {"line": 4, "character": "<int>"}}}]}]}}}
!sync
# Closed and opened again: that action is gone.
--> {"method": "textDocument/didClose", "params": {"textDocument": {"uri": "${uri}/a.md"}}}
--> {"method": "textDocument/didOpen", "params": {"textDocument": {"uri": "${uri}/a.md", "languageId": "markdown",
      "version": 1, "text": "A very short one.\n"}}}
--> {"id": 5, "method": "codeAction/resolve", "params": {"title": "Rewrite in my style", "data": "$data"}}
<-- {"id": 5, "error": {"code": -32801, "message": "<text>"}}
# Nothing to change: an empty edit, and a word about it.
--> {"method": "textDocument/didChange", "params": {"textDocument": {"uri": "${uri}/a.md", "version": 2},
      "contentChanges": [{"text": "A short one is here now.\n"}]}}
--> {"id": 6, "method": "textDocument/codeAction", "params": {"textDocument": {"uri": "${uri}/a.md"},
      "range": {"start": {"line": 0, "character": 4}, "end": {"line": 0, "character": 4}}, "context": {"diagnostics": []}}}
<-- {"id": 6, "result": [{"data": "$data2"}]}
--> {"id": 7, "method": "codeAction/resolve", "params": {"title": "Rewrite in my style", "data": "$data2"}}
<-- {"id": 7, "result": {"edit": {"documentChanges": [{"edits": []}]}}}
<-- {"method": "window/showMessage", "params": {"type": 3, "message": "/^Nothing to change/"}}
