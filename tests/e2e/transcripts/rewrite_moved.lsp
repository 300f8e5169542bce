# Text that changes while a rewrite is on its way: edits move with what they are about, or are refused.
!only once
--> {"id": "taste", "method": "workspace/executeCommand", "params": {"command": "prosed.preferences.add",
      "arguments": [{"genre": "docs", "text": "Leave out intensifiers such as \"very\" and \"really\"."}]}}
<-- {"id": "taste", "result": {"id": "<int>"}}
--> {"method": "textDocument/didOpen", "params": {"textDocument": {"uri": "${uri}/a.md", "languageId": "markdown",
      "version": 1, "text": "# Title\n\nThe roof is very old.\n\nAnother one is here.\n"}}}
--> {"id": 1, "method": "workspace/executeCommand", "params": {"command": "prosed.rewrite", "arguments": [
      {"uri": "${uri}/a.md", "position": {"line": 2, "character": 5}}]}}
--> {"method": "textDocument/didChange", "params": {"textDocument": {"uri": "${uri}/a.md", "version": 2},
      "contentChanges": [{"range": {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 0}},
        "text": "A new line.\n\n"}]}}
<-- {"id": 1, "result": {"version": 2, "range": {"start": {"line": 4, "character": 0}, "end": {"line": 4, "character": 21}},
      "edits": [{"range": {"start": {"line": 4, "character": "<int>"}, "end": {"line": 4, "character": "<int>"}}}]}}
!sync
--> {"id": 2, "method": "workspace/executeCommand", "params": {"command": "prosed.rewrite", "arguments": [
      {"uri": "${uri}/a.md", "position": {"line": 4, "character": 5}}]}}
--> {"method": "textDocument/didChange", "params": {"textDocument": {"uri": "${uri}/a.md", "version": 3},
      "contentChanges": [{"range": {"start": {"line": 4, "character": 4}, "end": {"line": 4, "character": 8}},
        "text": "door"}]}}
<-- {"id": 2, "error": {"code": -32801, "message": "<text>"}}
!sync
--> {"id": 3, "method": "textDocument/codeAction", "params": {"textDocument": {"uri": "${uri}/a.md"},
      "range": {"start": {"line": 4, "character": 4}, "end": {"line": 4, "character": 4}}, "context": {"diagnostics": []}}}
<-- {"id": 3, "result": [{"data": "$data"}]}
!sync
--> {"id": 4, "method": "codeAction/resolve", "params": {"title": "Rewrite in my style", "data": "$data"}}
--> {"method": "textDocument/didChange", "params": {"textDocument": {"uri": "${uri}/a.md", "version": 4},
      "contentChanges": [{"text": "All is new here."}]}}
<-- {"id": 4, "error": {"code": -32801, "message": "<text>"}}
