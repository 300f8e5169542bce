# A menu entry for editors without ghost text: it replaces the word begun, so that every editor's filter keeps it.
!client {"textDocument": {"inlineCompletion": null}}
--> {"method": "textDocument/didOpen", "params": {"textDocument": {"uri": "${uri}/a.md", "languageId": "markdown",
      "version": 1, "text": "We tested the parsers with several thousand files, as soon as \n\nIt comes as soon as possible, and not before. He goes as soon as possible, and not before.\n"}}}
--> {"id": 1, "method": "textDocument/completion", "params": {"textDocument": {"uri": "${uri}/a.md"},
      "position": {"line": 0, "character": 61}, "context": {"triggerKind": 1}}}
<-- {"id": 1, "result": {"=": true, "isIncomplete": false, "items": [{"label": "as possible, and not before.", "kind": 1, "detail": "prosed",
      "filterText": "$whole", "textEdit": {"newText": "$whole", "range": {
        "start": {"line": 0, "character": 59}, "end": {"line": 0, "character": 61}}},
      "command": {"command": "prosed.accept"}}]}}
!sync
--> {"id": 2, "method": "textDocument/completion", "params": {"textDocument": {"uri": "${uri}/a.md"},
      "position": {"line": 0, "character": 61}, "context": {"triggerKind": 3}}}
<-- {"id": 2, "result": {"isIncomplete": false, "items": []}}
!sync
--> {"id": 3, "method": "textDocument/completion", "params": {"textDocument": {"uri": "${uri}/a.md"},
      "position": {"line": 0, "character": 62}}}
<-- {"id": 3, "result": {"items": [{"textEdit": {"range": {
        "start": {"line": 0, "character": 62}, "end": {"line": 0, "character": 62}}}}]}}
