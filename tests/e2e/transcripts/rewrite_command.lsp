# Without resolve the action is a command, which carries the version it is for.
!client {"textDocument": {"codeAction": {"resolveSupport": {"properties": ["command"]}}}}
--> {"id": "taste", "method": "workspace/executeCommand", "params": {"command": "prosed.preferences.add",
      "arguments": [{"genre": "docs", "text": "Leave out intensifiers such as \"very\" and \"really\"."}]}}
<-- {"id": "taste", "result": {"id": "<int>"}}
--> {"method": "textDocument/didOpen", "params": {"textDocument": {"uri": "${uri}/a.md", "languageId": "markdown",
      "version": 1, "text": "# Title\n\nThe roof is very old and the door is very heavy.\n\nAnother one is here.\n"}}}
--> {"id": 1, "method": "textDocument/codeAction", "params": {"textDocument": {"uri": "${uri}/a.md"},
      "range": {"start": {"line": 2, "character": 4}, "end": {"line": 2, "character": 4}}, "context": {"diagnostics": []}}}
<-- {"id": 1, "result": [{"=": true, "title": "Rewrite in my style", "kind": "refactor.rewrite",
      "command": {"title": "Rewrite in my style", "command": "prosed.rewrite", "arguments": ["$argument"]}}]}
--> {"id": 2, "method": "workspace/executeCommand", "params": {"command": "prosed.rewrite", "arguments": ["$argument"]}}
<-- {"id": "$edit", "method": "workspace/applyEdit", "params": "*"}
--> {"id": "$edit", "result": {"applied": true}}
<-- {"id": 2, "result": {"applied": true}}
!sync
--> {"method": "textDocument/didChange", "params": {"textDocument": {"uri": "${uri}/a.md", "version": 2},
      "contentChanges": [{"text": "x"}]}}
--> {"id": 3, "method": "workspace/executeCommand", "params": {"command": "prosed.rewrite", "arguments": ["$argument"]}}
<-- {"id": 3, "error": {"code": -32801, "message": "the document is at version 2, not at 1; ask again"}}
