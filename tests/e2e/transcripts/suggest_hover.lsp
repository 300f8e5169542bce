# What a hover says of a hint, in Markdown where the client takes it, and that our own clients are not given one.
!client {"textDocument": {"hover": {"contentFormat": ["markdown", "plaintext"]}}}
--> {"id": "taste", "method": "workspace/executeCommand", "params": {"command": "prosed.preferences.add",
      "arguments": [{"genre": "docs", "text": "Use contractions."}]}}
<-- {"id": "taste", "result": {"id": "<int>"}}
--> {"method": "textDocument/didOpen", "params": {"textDocument": {"uri": "${uri}/a.md", "languageId": "markdown",
      "version": 1, "text": "# Title\n\nThe roof — do not climb, and we do not mind.\n"}}}
--> {"id": 1, "method": "textDocument/hover", "params": {"textDocument": {"uri": "${uri}/a.md"}, "position": {"line": 2, "character": 13}}}
<-- {"id": 1, "result": null}
!sync
--> {"id": 2, "method": "workspace/executeCommand", "params": {"command": "prosed.suggest", "arguments": [{"uri": "${uri}/a.md"}]}}
<-- {"method": "textDocument/publishDiagnostics", "params": {"diagnostics": ["*"]}}
<-- {"id": 2, "result": {"hints": ["*"]}}
!sync
--> {"id": 3, "method": "textDocument/hover", "params": {"textDocument": {"uri": "${uri}/a.md"}, "position": {"line": 2, "character": 13}}}
<-- {"id": 3, "result": {"=": true, "contents": {"kind": "markdown",
      "value": "**Use contractions.**\n\n```diff\n- do not\n+ don't\n- do not\n+ don't\n```\n"},
      "range": {"start": {"line": 2, "character": 11}, "end": {"line": 2, "character": 17}}}}
--> {"id": 4, "method": "textDocument/hover", "params": {"textDocument": {"uri": "${uri}/a.md"}, "position": {"line": 0, "character": 3}}}
<-- {"id": 4, "result": null}
--> {"id": 5, "method": "textDocument/hover", "params": {"textDocument": {"uri": "${uri}/a.md"}}}
<-- {"id": 5, "error": {"code": -32602, "message": "<text>"}}
--> {"id": 6, "method": "textDocument/hover", "params": {"textDocument": {"uri": "${uri}/b.md"}, "position": {"line": 0, "character": 3}}}
<-- {"id": 6, "error": {"code": -32602, "message": "<text>"}}
