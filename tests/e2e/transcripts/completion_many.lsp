# The newest request takes the place of older ones, which are answered: with nothing, or as cancelled if the editor
# cancelled them. One key, one request, one cancel, as editors do.
!only once
!initialize {"initializationOptions": {"completion": {"trigger": "idle", "idle_ms": 50}}}
--> {"method": "textDocument/didOpen", "params": {"textDocument": {"uri": "${uri}/a.md", "languageId": "markdown",
      "version": 1, "text": "We tested the parsers with several thousand files, as soon as \n\nIt comes as soon as possible, and not before. He goes as soon as possible, and not before.\n"}}}
--> {"id": 1, "method": "textDocument/inlineCompletion", "params": {"textDocument": {"uri": "${uri}/a.md"},
      "position": {"line": 0, "character": 62}, "context": {"triggerKind": 2}}}
--> {"id": 2, "method": "textDocument/inlineCompletion", "params": {"textDocument": {"uri": "${uri}/a.md"},
      "position": {"line": 0, "character": 62}, "context": {"triggerKind": 2}}}
--> {"method": "$/cancelRequest", "params": {"id": 2}}
--> {"method": "$/cancelRequest", "params": {"id": 2}}
--> {"id": 3, "method": "textDocument/inlineCompletion", "params": {"textDocument": {"uri": "${uri}/a.md"},
      "position": {"line": 0, "character": 62}, "context": {"triggerKind": 1}}}
--> {"id": 4, "method": "workspace/executeCommand", "params": {"command": "prosed.complete", "arguments": [
      {"uri": "${uri}/a.md", "position": {"line": 0, "character": 62}}]}}
--> {"id": 5, "method": "textDocument/inlineCompletion", "params": {"textDocument": {"uri": "${uri}/a.md"},
      "position": {"line": 0, "character": 62}, "context": {"triggerKind": 1}}}
--> {"method": "$/cancelRequest", "params": {"id": 5}}
--> {"id": 6, "method": "textDocument/inlineCompletion", "params": {"textDocument": {"uri": "${uri}/a.md"},
      "position": {"line": 0, "character": 62}, "context": {"triggerKind": 2}}}
<-- {"id": 1, "result": {"items": []}}
<-- {"id": 2, "error": {"code": -32800, "message": "cancelled"}}
<-- {"id": 3, "result": {"items": []}}
<-- {"id": 4, "error": {"code": -32800, "message": "<text>"}}
<-- {"id": 5, "error": {"code": -32800, "message": "cancelled"}}
<-- {"id": 6, "result": {"items": ["*"]}}
!sync
# Text that changes while somebody waits: nothing to offer for the old place.
--> {"id": 7, "method": "textDocument/inlineCompletion", "params": {"textDocument": {"uri": "${uri}/a.md"},
      "position": {"line": 0, "character": 20}, "context": {"triggerKind": 1}}}
--> {"method": "textDocument/didChange", "params": {"textDocument": {"uri": "${uri}/a.md", "version": 2},
      "contentChanges": [{"range": {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 0}},
        "text": "x"}]}}
<-- {"id": 7, "result": {"items": []}}
!sync
--> {"id": 8, "method": "textDocument/inlineCompletion", "params": {"textDocument": {"uri": "${uri}/a.md"},
      "position": {"line": 0, "character": 20}, "context": {"triggerKind": 2}}}
--> {"method": "textDocument/didClose", "params": {"textDocument": {"uri": "${uri}/a.md"}}}
<-- {"id": 8, "result": {"items": []}}
