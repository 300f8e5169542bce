# prosed.complete, for clients that put the text in by themselves.
--> {"method": "textDocument/didOpen", "params": {"textDocument": {"uri": "${uri}/a.md", "languageId": "markdown",
      "version": 1, "text": "We tested the parsers with several thousand files, as soon as \n\nIt comes as soon as possible, and not before. He goes as soon as possible, and not before.\n"}}}
--> {"id": 1, "method": "workspace/executeCommand", "params": {"command": "prosed.complete", "arguments": [
      {"uri": "${uri}/a.md", "position": {"line": 0, "character": 999}, "version": 1}]}}
<-- {"id": 1, "result": {"=": true, "suggestion": "$suggestion", "uri": "${uri}/a.md", "version": 1, "text": "/./",
      "words": "<list>", "sentences": "<list>",
      "position": {"line": 0, "character": 62}}}
--> {"id": 2, "method": "workspace/executeCommand", "params": {"command": "prosed.reject",
      "arguments": [{"suggestion": "$suggestion"}]}}
<-- {"id": 2, "result": null}
--> {"id": 3, "method": "workspace/executeCommand", "params": {"command": "prosed.complete", "arguments": [
      {"uri": "${uri}/a.md", "position": {"line": 0, "character": 1}, "version": 9}]}}
<-- {"id": 3, "error": {"code": -32801, "message": "<text>"}}
