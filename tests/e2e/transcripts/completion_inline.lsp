# Ghost text: automatic requests get nothing at once while completion.trigger is manual (the default).
--> {"method": "textDocument/didOpen", "params": {"textDocument": {"uri": "${uri}/a.md", "languageId": "markdown",
      "version": 1, "text": "We tested the parsers with several thousand files, as soon as \n\nIt comes as soon as possible, and not before. He goes as soon as possible, and not before.\n"}}}
--> {"id": 1, "method": "textDocument/inlineCompletion", "params": {"textDocument": {"uri": "${uri}/a.md"},
      "position": {"line": 0, "character": 62}, "context": {"triggerKind": 2}}}
<-- {"id": 1, "result": {"=": true, "items": []}}
--> {"id": 2, "method": "textDocument/inlineCompletion", "params": {"textDocument": {"uri": "${uri}/a.md"},
      "position": {"line": 0, "character": 62}, "context": {"triggerKind": 1}}}
<-- {"id": 2, "result": {"=": true, "items": [{"=": true, "insertText": "$text", "range": {
      "start": {"line": 0, "character": 62}, "end": {"line": 0, "character": 62}},
      "command": {"title": "Accept", "command": "prosed.accept", "arguments": [
        {"suggestion": "$suggestion", "words": "<list>", "sentences": "<list>"}]}}]}}
# Typing through it goes on with it, in automatic requests too.
--> {"method": "textDocument/didChange", "params": {"textDocument": {"uri": "${uri}/a.md", "version": 2},
      "contentChanges": [{"range": {"start": {"line": 0, "character": 62}, "end": {"line": 0, "character": 62}},
        "text": "$text.0"}]}}
--> {"id": 3, "method": "textDocument/inlineCompletion", "params": {"textDocument": {"uri": "${uri}/a.md"},
      "position": {"line": 0, "character": 63}, "context": {"triggerKind": 2}}}
<-- {"id": 3, "result": {"items": [{"insertText": "$text.rest", "range": {
      "start": {"line": 0, "character": 63}, "end": {"line": 0, "character": 63}},
      "command": {"arguments": [{"suggestion": "$suggestion"}]}}]}}
# Typing something else ends it.
--> {"method": "textDocument/didChange", "params": {"textDocument": {"uri": "${uri}/a.md", "version": 3},
      "contentChanges": [{"range": {"start": {"line": 0, "character": 63}, "end": {"line": 0, "character": 63}},
        "text": "#"}]}}
--> {"id": 4, "method": "textDocument/inlineCompletion", "params": {"textDocument": {"uri": "${uri}/a.md"},
      "position": {"line": 0, "character": 64}, "context": {"triggerKind": 2}}}
<-- {"id": 4, "result": {"items": []}}
--> {"id": 5, "method": "workspace/executeCommand", "params": {"command": "prosed.accept",
      "arguments": [{"suggestion": "$suggestion"}]}}
<-- {"id": 5, "result": null}
