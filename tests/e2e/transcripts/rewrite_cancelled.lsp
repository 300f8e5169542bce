# Requests on their way when their document closes, when they are cancelled, and when the server shuts down.
!only once
--> {"method": "textDocument/didOpen", "params": {"textDocument": {"uri": "${uri}/a.md", "languageId": "markdown",
      "version": 1, "text": "# Title\n\nThe roof is very old and the door is very heavy.\n\nAnother one is here.\n"}}}
--> {"id": 1, "method": "workspace/executeCommand", "params": {"command": "prosed.rewrite", "arguments": [
      {"uri": "${uri}/a.md", "position": {"line": 2, "character": 5}}]}}
--> {"method": "$/cancelRequest", "params": {"id": 1}}
--> {"method": "$/cancelRequest", "params": {"id": 1}}
<-- {"id": 1, "error": {"code": -32800, "message": "<text>"}}
--> {"id": "two", "method": "workspace/executeCommand", "params": {"command": "prosed.rewrite", "arguments": [
      {"uri": "${uri}/a.md", "position": {"line": 2, "character": 5}}]}}
--> {"method": "textDocument/didClose", "params": {"textDocument": {"uri": "${uri}/a.md"}}}
<-- {"id": "two", "error": {"code": -32801, "message": "the document was closed"}}
!sync
--> {"method": "textDocument/didOpen", "params": {"textDocument": {"uri": "${uri}/a.md", "languageId": "markdown",
      "version": 1, "text": "# Title\n\nThe roof is very old and the door is very heavy.\n\nAnother one is here.\n"}}}
--> {"id": 3, "method": "workspace/executeCommand", "params": {"command": "prosed.rewrite", "arguments": [
      {"uri": "${uri}/a.md", "position": {"line": 2, "character": 5}}]}}
--> {"id": 4, "method": "textDocument/inlineCompletion", "params": {"textDocument": {"uri": "${uri}/a.md"},
      "position": {"line": 2, "character": 5}, "context": {"triggerKind": 1}}}
--> {"id": 5, "method": "shutdown"}
--> {"method": "exit"}
<-- {"id": 3, "error": {"code": -32800, "message": "<text>"}}
<-- {"id": 4, "result": {"items": []}}
<-- {"id": 5, "result": null}
!exit 0
