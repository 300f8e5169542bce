# A project's .prosed.json narrows what the user's own settings allow; it is read again when it is saved.
!file ~/.config/prosed/config.json {"completion": {"trigger": "typing"}}
!file .prosed.json {"completion": {"trigger": "manual"}}
--> {"method": "textDocument/didOpen", "params": {"textDocument": {"uri": "${uri}/a.md", "languageId": "markdown",
      "version": 1, "text": "We tested the parsers with several thousand files, as soon as \n\nIt comes as soon as possible, and not before. He goes as soon as possible, and not before.\n"}}}
--> {"method": "textDocument/didOpen", "params": {"textDocument": {"uri": "${uri}/.prosed.json", "languageId": "json",
      "version": 1, "text": "{}"}}}
--> {"id": 1, "method": "textDocument/inlineCompletion", "params": {"textDocument": {"uri": "${uri}/a.md"},
      "position": {"line": 0, "character": 62}, "context": {"triggerKind": 2}}}
<-- {"id": 1, "result": {"items": []}}
!write .prosed.json {}
--> {"method": "textDocument/didSave", "params": {"textDocument": {"uri": "${uri}/.prosed.json"}}}
--> {"id": 2, "method": "textDocument/inlineCompletion", "params": {"textDocument": {"uri": "${uri}/a.md"},
      "position": {"line": 0, "character": 62}, "context": {"triggerKind": 2}}}
<-- {"id": 2, "result": {"items": ["*"]}}
