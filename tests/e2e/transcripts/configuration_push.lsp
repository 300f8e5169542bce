# What the editor pushes counts from the next request on.
--> {"method": "textDocument/didOpen", "params": {"textDocument": {"uri": "${uri}/a.md", "languageId": "markdown",
      "version": 1, "text": "We tested the parsers with several thousand files, as soon as \n\nIt comes as soon as possible, and not before. He goes as soon as possible, and not before.\n"}}}
--> {"id": 1, "method": "textDocument/inlineCompletion", "params": {"textDocument": {"uri": "${uri}/a.md"},
      "position": {"line": 0, "character": 62}, "context": {"triggerKind": 2}}}
<-- {"id": 1, "result": {"items": []}}
--> {"method": "workspace/didChangeConfiguration", "params": {"settings": {"prosed": {"completion": {"trigger": "typing"}}}}}
--> {"id": 2, "method": "textDocument/inlineCompletion", "params": {"textDocument": {"uri": "${uri}/a.md"},
      "position": {"line": 0, "character": 62}, "context": {"triggerKind": 2}}}
<-- {"id": 2, "result": {"items": ["*"]}}
--> {"method": "workspace/didChangeConfiguration", "params": {"settings": {"completion.trigger": "manual"}}}
--> {"id": 3, "method": "textDocument/inlineCompletion", "params": {"textDocument": {"uri": "${uri}/a.md"},
      "position": {"line": 0, "character": 62}, "context": {"triggerKind": 2}}}
<-- {"id": 3, "result": {"items": []}}
