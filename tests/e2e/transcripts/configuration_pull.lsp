# An editor that can be asked is asked, and asked again when it says that something changed.
!client {"workspace": {"configuration": true}}
<-- {"id": "$first", "method": "workspace/configuration", "params": {"items": [{"section": "prosed"}]}}
--> {"id": "$first", "result": [{"completion": {"trigger": "typing"}}]}
--> {"method": "textDocument/didOpen", "params": {"textDocument": {"uri": "${uri}/a.md", "languageId": "markdown",
      "version": 1, "text": "We tested the parsers with several thousand files, as soon as \n\nIt comes as soon as possible, and not before. He goes as soon as possible, and not before.\n"}}}
--> {"id": 1, "method": "textDocument/inlineCompletion", "params": {"textDocument": {"uri": "${uri}/a.md"},
      "position": {"line": 0, "character": 62}, "context": {"triggerKind": 2}}}
<-- {"id": 1, "result": {"items": ["*"]}}
--> {"method": "workspace/didChangeConfiguration", "params": {"settings": {}}}
<-- {"id": "$second", "method": "workspace/configuration", "params": "*"}
--> {"id": "$second", "error": {"code": -32603, "message": "busy"}}
--> {"id": 2, "method": "textDocument/inlineCompletion", "params": {"textDocument": {"uri": "${uri}/a.md"},
      "position": {"line": 0, "character": 62}, "context": {"triggerKind": 2}}}
<-- {"id": 2, "result": {"items": ["*"]}}
--> {"method": "workspace/didChangeConfiguration", "params": {"settings": {}}}
<-- {"id": "$third", "method": "workspace/configuration", "params": "*"}
--> {"id": "$third", "result": null}
--> {"id": 3, "method": "textDocument/inlineCompletion", "params": {"textDocument": {"uri": "${uri}/a.md"},
      "position": {"line": 0, "character": 62}, "context": {"triggerKind": 2}}}
<-- {"id": 3, "result": {"items": []}}
