# A file that another program changed and the editor read again teaches nothing; the same text typed does.
!initialize {"initializationOptions": {"learn": {"quiet_s": 600}}}
!file a.md # Logs
!file b.md # Logs
--> {"method": "textDocument/didOpen", "params": {"textDocument": {"uri": "${uri}/a.md", "languageId": "markdown",
      "version": 1, "text": "# Logs"}}}
--> {"method": "textDocument/didOpen", "params": {"textDocument": {"uri": "${uri}/b.md", "languageId": "markdown",
      "version": 1, "text": "# Logs"}}}
--> {"id": 0, "method": "workspace/executeCommand", "params": {"command": "prosed.status"}}
<-- {"id": 0, "result": "*"}
!write a.md "# Logs\n\nWe don't keep the old logs, as they aren't read by anyone, and it's all in the new ones."
--> {"method": "textDocument/didChange", "params": {"textDocument": {"uri": "${uri}/a.md", "version": 2},
      "contentChanges": [{"range": {"start": {"line": 0, "character": 8}, "end": {"line": 0, "character": 8}},
        "text": "\n\nWe don't keep the old logs, as they aren't read by anyone, and it's all in the new ones."},
        {"range": {"start": {"line": 0, "character": 8}, "end": {"line": 0, "character": 10}}, "text": ""}]}}
--> {"method": "textDocument/didChange", "params": {"textDocument": {"uri": "${uri}/b.md", "version": 2},
      "contentChanges": [{"range": {"start": {"line": 0, "character": 8}, "end": {"line": 0, "character": 8}},
        "text": "\n\nWe don't keep the old mail, as it isn't read by anyone, and it's all in the new folder."}]}}
--> {"method": "textDocument/didSave", "params": {"textDocument": {"uri": "${uri}/a.md"}}}
--> {"method": "textDocument/didSave", "params": {"textDocument": {"uri": "${uri}/b.md"}}}
--> {"id": 1, "method": "workspace/executeCommand", "params": {"command": "prosed.samples"}}
<-- {"id": 1, "result": {"items": [{"path": "b.md", "state": "waiting"}]}}
