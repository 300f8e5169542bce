# The server makes the edits through the client, and hears whether it did.
--> {"id": "taste", "method": "workspace/executeCommand", "params": {"command": "prosed.preferences.add",
      "arguments": [{"genre": "docs", "text": "Leave out intensifiers such as \"very\" and \"really\"."}]}}
<-- {"id": "taste", "result": {"id": "<int>"}}
--> {"method": "textDocument/didOpen", "params": {"textDocument": {"uri": "${uri}/a.md", "languageId": "markdown",
      "version": 1, "text": "# Title\n\nThe roof is very old and the door is very heavy.\n\nAnother one is here.\n"}}}
--> {"id": 1, "method": "workspace/executeCommand", "params": {"command": "prosed.rewrite", "arguments": [
      {"uri": "${uri}/a.md", "position": {"line": 2, "character": 5}, "apply": true}]}}
<-- {"id": "$edit", "method": "workspace/applyEdit", "params": {"label": "Rewrite in my style", "edit": {"=": true,
      "documentChanges": [{"textDocument": {"uri": "${uri}/a.md", "version": 1}, "edits": ["*", "*"]}]}}}
--> {"id": "$edit", "result": {"applied": true}}
<-- {"id": 1, "result": {"applied": true, "failure": null, "after": "The roof is old and the door is heavy."}}
# The client refuses, or fails.
--> {"id": 2, "method": "workspace/executeCommand", "params": {"command": "prosed.rewrite", "arguments": [
      {"uri": "${uri}/a.md", "position": {"line": 2, "character": 5}, "apply": true}]}}
<-- {"id": "$edit2", "method": "workspace/applyEdit", "params": "*"}
--> {"id": "$edit2", "result": {"applied": false, "failureReason": "the file is read-only"}}
<-- {"id": 2, "result": {"applied": false, "failure": "the file is read-only"}}
--> {"id": 3, "method": "workspace/executeCommand", "params": {"command": "prosed.rewrite", "arguments": [
      {"uri": "${uri}/a.md", "position": {"line": 2, "character": 5}, "apply": true}]}}
<-- {"id": "$edit3", "method": "workspace/applyEdit", "params": "*"}
--> {"id": "$edit3", "error": {"code": -32603, "message": "no such thing"}}
<-- {"id": 3, "result": {"applied": false, "failure": "no such thing"}}
# Cancelled while the client edits.
--> {"id": 4, "method": "workspace/executeCommand", "params": {"command": "prosed.rewrite", "arguments": [
      {"uri": "${uri}/a.md", "position": {"line": 2, "character": 5}, "apply": true}]}}
<-- {"id": "$edit4", "method": "workspace/applyEdit", "params": "*"}
!sync
--> {"method": "$/cancelRequest", "params": {"id": 4}}
<-- {"id": 4, "error": {"code": -32800, "message": "<text>"}}
--> {"id": "$edit4", "result": {"applied": true}}
!sync
# Shut down while the client edits: the request is answered all the same.
--> {"id": 5, "method": "workspace/executeCommand", "params": {"command": "prosed.rewrite", "arguments": [
      {"uri": "${uri}/a.md", "position": {"line": 2, "character": 5}, "apply": true}]}}
<-- {"id": "$edit5", "method": "workspace/applyEdit", "params": "*"}
!sync
--> {"id": 6, "method": "shutdown"}
<-- {"id": 6, "result": null}
--> {"method": "exit"}
<-- {"id": 5, "result": {"applied": false, "failure": "the client is gone"}}
!exit 0
