# An editor that cannot make edits for the server, and does not know of versions in edits.
!client {"workspace": {"applyEdit": false, "workspaceEdit": {"documentChanges": false}}}
--> {"id": "taste", "method": "workspace/executeCommand", "params": {"command": "prosed.preferences.add",
      "arguments": [{"genre": "docs", "text": "Leave out intensifiers such as \"very\" and \"really\"."}]}}
<-- {"id": "taste", "result": {"id": "<int>"}}
--> {"method": "textDocument/didOpen", "params": {"textDocument": {"uri": "${uri}/a.md", "languageId": "markdown",
      "version": 1, "text": "# Title\n\nThe roof is very old and the door is very heavy.\n\nAnother one is here.\n"}}}
--> {"id": 1, "method": "workspace/executeCommand", "params": {"command": "prosed.rewrite", "arguments": [
      {"uri": "${uri}/a.md", "position": {"line": 2, "character": 5}, "apply": true}]}}
<-- {"id": 1, "result": {"applied": false, "failure": "/does not make edits/", "edits": ["*", "*"]}}
--> {"id": 2, "method": "textDocument/codeAction", "params": {"textDocument": {"uri": "${uri}/a.md"},
      "range": {"start": {"line": 2, "character": 4}, "end": {"line": 2, "character": 4}}, "context": {"diagnostics": []}}}
<-- {"id": 2, "result": [{"title": "Rewrite in my style", "kind": "refactor.rewrite", "data": "$data"}]}
--> {"id": 3, "method": "codeAction/resolve", "params": {"title": "Rewrite in my style", "kind": "refactor.rewrite", "data": "$data"}}
<-- {"id": 3, "result": {"title": "Rewrite in my style", "edit": {"=": true, "changes": {"${uri}/a.md": ["*", "*"]}}}}
