# Open, change counted in UTF-32, save, close. What the server holds shows in a preview of a range.
!client {"general": {"positionEncodings": ["utf-32"]}}
--> {"method": "textDocument/didOpen", "params": {"textDocument": {"uri": "${uri}/a.md", "languageId": "markdown",
      "version": 1, "text": "One line here.\r\nZwölf 😀 Boxkämpfer sind very müde.\n"}}}
--> {"method": "textDocument/didChange", "params": {"textDocument": {"uri": "${uri}/a.md", "version": 2},
      "contentChanges": [
        {"range": {"start": {"line": 1, "character": 8}, "end": {"line": 1, "character": 18}}, "text": "Läufer"},
        {"range": {"start": {"line": 0, "character": 99}, "end": {"line": 0, "character": 99}}, "text": " More."},
        {"range": {"start": {"line": 99, "character": 0}, "end": {"line": 99, "character": 0}}, "text": "End.\n"}]}}
--> {"id": 1, "method": "workspace/executeCommand", "params": {"command": "prosed.rewrite", "arguments": [
      {"uri": "${uri}/a.md", "instruction": "shorter", "range": {"start": {"line": 1, "character": 0}, "end": {"line": 1, "character": 30}}}]}}
<-- {"id": 1, "result": {"uri": "${uri}/a.md", "version": 2, "before": "Zwölf 😀 Läufer sind very müde.",
      "range": {"start": {"line": 1, "character": 0}, "end": {"line": 1, "character": 30}}}}
!sync
--> {"method": "textDocument/didChange", "params": {"textDocument": {"uri": "${uri}/a.md", "version": 5},
      "contentChanges": [{"text": "All of it is new now."}]}}
--> {"method": "textDocument/didSave", "params": {"textDocument": {"uri": "${uri}/a.md"}}}
--> {"id": 2, "method": "workspace/executeCommand", "params": {"command": "prosed.rewrite", "arguments": [
      {"uri": "${uri}/a.md", "instruction": "shorter", "range": {"start": {"line": 0, "character": 0}, "end": {"line": 7, "character": 7}}}]}}
<-- {"id": 2, "result": {"version": 5, "before": "All of it is new now.",
      "range": {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 21}}}}
!sync
--> {"method": "textDocument/didClose", "params": {"textDocument": {"uri": "${uri}/a.md"}}}
--> {"id": 3, "method": "workspace/executeCommand", "params": {"command": "prosed.rewrite", "arguments": [
      {"uri": "${uri}/a.md", "instruction": "shorter", "position": {"line": 0, "character": 0}}]}}
<-- {"id": 3, "error": {"code": -32602, "message": "/a[.]md is not open/"}}
