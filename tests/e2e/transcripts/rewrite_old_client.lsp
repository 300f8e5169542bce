# An editor from before there were code actions gets the command itself.
!client {"textDocument": {"codeAction": null}}
--> {"method": "textDocument/didOpen", "params": {"textDocument": {"uri": "${uri}/a.md", "languageId": "markdown",
      "version": 1, "text": "# Title\n\nThe roof is very old and the door is very heavy.\n\nAnother one is here.\n"}}}
--> {"id": 1, "method": "textDocument/codeAction", "params": {"textDocument": {"uri": "${uri}/a.md"},
      "range": {"start": {"line": 2, "character": 4}, "end": {"line": 2, "character": 4}}, "context": {"diagnostics": []}}}
<-- {"id": 1, "result": [{"=": true, "title": "Rewrite in my style", "command": "prosed.rewrite", "arguments": ["*"]}]}
